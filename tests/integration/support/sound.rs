//! Sound for tests: tones, files of them written here, and files that ffmpeg makes.

use std::f64::consts::PI;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::skip::skip;

/// A tone of one channel.
pub fn sine(hertz: f64, rate: u32, frames: usize) -> Vec<f32> {
    (0..frames)
        .map(|at| (2.0 * PI * hertz * at as f64 / f64::from(rate)).sin() as f32 * 0.5)
        .collect()
}

/// A tone for each second: 300 Hz, 400 Hz, and so on.
pub fn steps(rate: u32, seconds: usize) -> Vec<f32> {
    (0..seconds).flat_map(|second| sine(step(second), rate, rate as usize)).collect()
}

/// The tone of a second of [`steps`].
pub fn step(second: usize) -> f64 {
    300.0 + 100.0 * (second % 8) as f64
}

/// The pitch of a part of a tone, by autocorrelation.
pub fn pitch(part: &[f32], rate: u32) -> f64 {
    let likeness = |shift: usize| -> f64 {
        let pairs = part.iter().zip(&part[shift..]);
        pairs.map(|(a, b)| f64::from(a * b)).sum::<f64>() / (part.len() - shift) as f64
    };
    let shifts = (rate as usize / 2000)..(rate as usize / 60).min(part.len() / 2);
    let best = shifts.clone().map(likeness).fold(f64::MIN, f64::max);
    let hill = |shift: &usize| {
        let here = likeness(*shift);
        here > 0.9 * best && here >= likeness(shift - 1) && here >= likeness(shift + 1)
    };
    let shift = shifts.clone().find(hill).unwrap_or(shifts.start);
    let (before, here, after) = (likeness(shift - 1), likeness(shift), likeness(shift + 1));
    let aside = 0.5 * (before - after) / (before - 2.0 * here + after);
    f64::from(rate) / (shift as f64 + aside)
}

fn whole(values: &[f32]) -> impl Iterator<Item = i16> + '_ {
    values.iter().map(|value| (value * 32_767.0) as i16)
}

/// The head of a WAV file with 16 bits a sample.
pub fn wav_head(rate: u32, channels: u16, data_bytes: u32) -> Vec<u8> {
    let mut bytes = b"RIFF".to_vec();
    bytes.extend((data_bytes + 36).to_le_bytes());
    bytes.extend(b"WAVEfmt \x10\0\0\0\x01\0");
    bytes.extend(channels.to_le_bytes());
    bytes.extend(rate.to_le_bytes());
    bytes.extend((rate * u32::from(channels) * 2).to_le_bytes());
    bytes.extend((channels * 2).to_le_bytes());
    bytes.extend(b"\x10\0data");
    bytes.extend(data_bytes.to_le_bytes());
    bytes
}

/// A WAV file. The values are interleaved.
pub fn wav(rate: u32, channels: u16, values: &[f32]) -> Vec<u8> {
    let data: Vec<u8> = whole(values).flat_map(i16::to_le_bytes).collect();
    [wav_head(rate, channels, u32::try_from(data.len()).unwrap()), data].concat()
}

/// A FLAC file of one channel at 44,100 frames a second, with samples as they are.
pub fn flac(values: &[f32]) -> Vec<u8> {
    const BLOCK: usize = 4096;
    let mut file = b"fLaC".to_vec();
    let mut info = Vec::new();
    info.extend((BLOCK as u16).to_be_bytes());
    info.extend((BLOCK as u16).to_be_bytes());
    info.extend([0; 6]);
    // 20 bits of rate, 3 of channels - 1, 5 of bits - 1, 36 of frames.
    let packed = 44_100_u64 << 44 | 15 << 36 | values.len() as u64;
    info.extend(packed.to_be_bytes());
    info.extend([0; 16]);
    file.extend((0x80 << 24 | u32::try_from(info.len()).unwrap()).to_be_bytes());
    file.extend(info);
    for (number, block) in values.chunks(BLOCK).enumerate() {
        let mut frame = vec![0xff, 0xf8, 0x79, 0x08];
        frame.extend(utf8_number(u32::try_from(number).unwrap()));
        frame.extend((u16::try_from(block.len()).unwrap() - 1).to_be_bytes());
        frame.push(crc(&frame, 8, 0x07) as u8);
        frame.push(0x02);
        frame.extend(whole(block).flat_map(i16::to_be_bytes));
        frame.extend((crc(&frame, 16, 0x8005) as u16).to_be_bytes());
        file.extend(frame);
    }
    file
}

/// The number of a FLAC frame, as UTF-8 packs numbers.
fn utf8_number(number: u32) -> Vec<u8> {
    let found = char::from_u32(number).expect("a small number");
    found.to_string().into_bytes()
}

fn crc(bytes: &[u8], bits: u32, polynomial: u32) -> u32 {
    let top = 1 << (bits - 1);
    let mask = (top << 1_u32) - 1;
    bytes.iter().fold(0, |sum, byte| {
        (0..8).fold(sum ^ u32::from(*byte) << (bits - 8), |sum, _| {
            let shifted = sum << 1;
            (if sum & top == 0 { shifted } else { shifted ^ polynomial }) & mask
        })
    })
}

/// An ID3v2.3 tag.
pub fn id3(frames: &[(&[u8; 4], Vec<u8>)]) -> Vec<u8> {
    let body: Vec<u8> =
        frames.iter().flat_map(|(name, content)| id3_frame(**name, content)).collect();
    let size = body.len();
    let mut tag = b"ID3\x03\0\0".to_vec();
    tag.extend([21, 14, 7, 0].map(|shift| (size >> shift & 0x7f) as u8));
    [tag, body].concat()
}

fn id3_frame(name: [u8; 4], content: &[u8]) -> Vec<u8> {
    let size = u32::try_from(content.len()).unwrap().to_be_bytes();
    [&name[..], &size, &[0, 0], content].concat()
}

/// The content of a chapter frame: from one time to another, in seconds.
pub fn id3_chapter(id: &str, from: u32, to: u32, title: &str) -> Vec<u8> {
    let mut content = id.as_bytes().to_vec();
    content.push(0);
    content.extend((from * 1000).to_be_bytes());
    content.extend((to * 1000).to_be_bytes());
    content.extend([0xff; 8]);
    content.extend(id3_frame(*b"TIT2", &[b"\0", title.as_bytes()].concat()));
    content
}

/// The content of a picture frame.
pub fn id3_picture(bytes: &[u8]) -> Vec<u8> {
    [b"\0image/png\0\x03\0", bytes].concat()
}

/// Whether ffmpeg is there. Says so if not.
pub fn has_ffmpeg() -> bool {
    let found = Command::new("ffmpeg").arg("-version").output().is_ok();
    if !found {
        skip("ffmpeg is not installed");
    }
    found
}

/// A file that ffmpeg makes of these values: `arguments` say how.
pub fn encoded(dir: &Path, name: &str, rate: u32, values: &[f32], arguments: &[&str]) -> PathBuf {
    let source = dir.join(format!("{name}.source.wav"));
    std::fs::write(&source, wav(rate, 1, values)).unwrap();
    let target = dir.join(name);
    let done = Command::new("ffmpeg")
        .args(["-v", "error", "-y", "-bitexact", "-i"])
        .arg(&source)
        .args(arguments)
        .arg(&target)
        .output()
        .unwrap();
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    target
}
