//! Files of other programs: what ffmpeg makes, and tags as podcasts have them.

use std::time::Duration;

use gleaner::model::{Chapter, ChapterPicture, Episode, PlayProblem, PlayerCommand};

use crate::audio_support::{Bench, left, local, remote, trimmed};
use crate::support::server::{Reply, Server};
use crate::support::sound::{
    encoded, has_ffmpeg, id3, id3_chapter, id3_picture, pitch, step, steps,
};

const RATE: u32 = 44_100;
const SECONDS: usize = 12;

/// The formats that are played: the name of a file, and how ffmpeg makes it.
const FORMATS: [(&str, &[&str]); 8] = [
    ("cbr.mp3", &["-c:a", "libmp3lame", "-b:a", "96k"]),
    ("vbr.mp3", &["-c:a", "libmp3lame", "-q:a", "4"]),
    ("no-xing.mp3", &["-c:a", "libmp3lame", "-b:a", "96k", "-write_xing", "0"]),
    ("aac.m4a", &["-c:a", "aac", "-b:a", "96k"]),
    ("faststart.m4a", &["-c:a", "aac", "-movflags", "+faststart"]),
    ("raw.aac", &["-c:a", "aac", "-f", "adts"]),
    ("vorbis.ogg", &["-c:a", "libvorbis", "-q:a", "3"]),
    ("small.flac", &["-c:a", "flac"]),
];

/// Checks what is heard after going to the middle of a second.
fn check_seek(bench: &mut Bench, second: usize, name: &str) {
    let to = second as f64 + 0.3;
    bench.send(PlayerCommand::SeekTo(Duration::from_secs_f64(to)));
    bench.wait_for_playing();
    let before = bench.recording.recorded().len();
    bench.hear(16_384);
    let heard = left(&bench.recording.recorded()[before..]);
    let tone = pitch(&heard[8192..], RATE);
    assert!((tone / step(second) - 1.0).abs() < 0.01, "{name}: {tone} at {to}");
    let position = bench.position() - to - 16_384.0 / f64::from(RATE);
    assert!(position.abs() < 0.06, "{name}: {position}");
}

#[test]
fn every_format_is_played_and_sought() {
    if !has_ffmpeg() {
        return;
    }
    let dir = tempfile::tempdir().unwrap();
    for (name, arguments) in FORMATS {
        let path = encoded(dir.path(), name, RATE, &steps(RATE, SECONDS), arguments);
        let mut bench = Bench::new();
        bench.load(local(1, path));
        let report = bench.wait_for_playing();
        let duration = report.duration.map_or(0.0, |all| all.as_secs_f64());
        // Raw AAC does not say how long it is.
        assert!(
            (duration - SECONDS as f64).abs() < 0.15 || name == "raw.aac",
            "{name}: {duration}"
        );
        bench.hear(4410);
        for second in [8, 2, 9, 0] {
            check_seek(&mut bench, second, name);
        }
        let rest = left(&bench.hear_all()).len() as f64 / f64::from(RATE);
        let expected = SECONDS as f64 - 0.3 - 16_384.0 / f64::from(RATE);
        assert!((rest - expected).abs() < 0.2, "{name}: {rest} of {expected}");
    }
}

#[test]
fn every_format_is_streamed() {
    if !has_ffmpeg() {
        return;
    }
    let dir = tempfile::tempdir().unwrap();
    for (name, arguments) in FORMATS {
        let path = encoded(dir.path(), name, RATE, &steps(RATE, SECONDS), arguments);
        let file = std::fs::read(path).unwrap();
        // Without ranges, and with a wrong type.
        let server =
            Server::start(move |_| Reply::ok(file.clone()).with("Content-Type", "video/mp4"));
        let mut bench = Bench::new();
        bench.load(remote(1, server.url("/feed"), server.url("/x")));
        bench.wait_for_playing();
        check_seek(&mut bench, 7, name);
    }
}

#[test]
fn formats_that_are_not_decoded_have_a_name() {
    if !has_ffmpeg() {
        return;
    }
    let dir = tempfile::tempdir().unwrap();
    let path =
        encoded(dir.path(), "a.opus", RATE, &steps(RATE, 1), &["-c:a", "libopus", "-ar", "48000"]);
    let mut bench = Bench::new();
    bench.load(local(1, path));
    let expected = PlayProblem::Unsupported { format: Some("Opus".into()) };
    assert_eq!(bench.wait_for_problem(), expected);
}

/// A constant bit rate, without tags of any kind.
fn bare_mp3(dir: &std::path::Path, seconds: usize) -> Vec<u8> {
    let arguments =
        ["-c:a", "libmp3lame", "-b:a", "32k", "-write_xing", "0", "-id3v2_version", "0"];
    std::fs::read(encoded(dir, "bare.mp3", RATE, &steps(RATE, seconds), &arguments)).unwrap()
}

#[test]
fn a_tag_with_a_large_picture_and_chapters_is_read() {
    if !has_ffmpeg() {
        return;
    }
    let dir = tempfile::tempdir().unwrap();
    let picture = [b"\x89PNG".as_slice(), &vec![7; 5 << 20]].concat();
    let tag = id3(&[
        (b"APIC", id3_picture(&picture)),
        (b"CHAP", id3_chapter("c1", 0, 4, "Beginning")),
        (b"CHAP", id3_chapter("c2", 4, 9, "End")),
        (b"CTOC", b"toc\0\x03\x02c1\0c2\0".to_vec()),
    ]);
    let file = [tag, bare_mp3(dir.path(), 9)].concat();
    let server = Server::start(move |_| Reply::ok(file.clone()));
    let mut bench = Bench::new();
    bench.load(remote(1, server.url("/feed"), server.url("/x.mp3")));
    let report = bench.wait_for_playing();
    assert_eq!(report.picture.map(|bytes| bytes.len()), Some(picture.len()));
    let found: Vec<_> = report
        .chapters
        .iter()
        .map(|Chapter { start, end, title, .. }| {
            (start.as_secs(), end.unwrap().as_secs(), &**title)
        })
        .collect();
    assert_eq!(found, [(0, 4, "Beginning"), (4, 9, "End")]);
    assert!(!report.chapters.iter().any(|c| matches!(c.picture, Some(ChapterPicture::Bytes(_)))));
    assert!((report.duration.unwrap().as_secs_f64() - 9.0).abs() < 0.2);
    check_seek(&mut bench, 6, "tagged");
}

#[test]
fn chapters_of_mp4_and_ogg_are_found() {
    if !has_ffmpeg() {
        return;
    }
    let dir = tempfile::tempdir().unwrap();
    let list = dir.path().join("chapters.txt");
    let text = ";FFMETADATA1\n[CHAPTER]\nTIMEBASE=1/1\nSTART=0\nEND=3\ntitle=One\n\
                [CHAPTER]\nTIMEBASE=1/1\nSTART=3\nEND=6\ntitle=Two\n";
    std::fs::write(&list, text).unwrap();
    let list = list.to_str().unwrap();
    let with = ["-i", list, "-map_chapters", "1", "-map", "0:a"];
    for (name, codec) in [("a.m4a", "aac"), ("a.ogg", "libvorbis")] {
        let arguments = [&with[..], &["-c:a", codec]].concat();
        let path = encoded(dir.path(), name, RATE, &steps(RATE, 6), &arguments);
        let mut bench = Bench::new();
        bench.load(local(1, path));
        let report = bench.wait_for_playing();
        let found: Vec<_> =
            report.chapters.iter().map(|c| (c.start.as_secs(), c.title.as_str())).collect();
        assert_eq!(found, [(0, "One"), (3, "Two")], "{name}");
    }
}

#[test]
fn an_mp3_file_of_twelve_hours_is_sought() {
    if !has_ffmpeg() {
        return;
    }
    let dir = tempfile::tempdir().unwrap();
    let part = bare_mp3(dir.path(), 40);
    let path = dir.path().join("long.mp3");
    // Each repetition is 40 seconds and some frames.
    let repeated = part.repeat(12 * 3600 / 40);
    std::fs::write(&path, &repeated).unwrap();
    let whole = repeated.len() as f64 * 8.0 / 32_000.0;
    let start = Duration::from_secs_f64(whole - 20.0);
    let mut bench = Bench::new();
    bench.load(Episode { start, ..local(1, path) });
    let report = bench.wait_for_playing();
    assert!((report.duration.unwrap().as_secs_f64() - whole).abs() < 1.0);
    let heard = left(&bench.hear_all());
    let seconds = trimmed(&heard).len() as f64 / f64::from(RATE);
    assert!((seconds - 20.0).abs() < 0.5, "{seconds}");
}

#[test]
fn an_mp3_episode_follows_another_without_a_gap() {
    if !has_ffmpeg() {
        return;
    }
    let dir = tempfile::tempdir().unwrap();
    let arguments = ["-c:a", "libmp3lame", "-b:a", "128k"];
    let one = encoded(dir.path(), "one.mp3", RATE, &steps(RATE, 3), &arguments);
    let two = encoded(dir.path(), "two.mp3", RATE, &steps(RATE, 3), &arguments);
    let mut bench = Bench::new();
    bench.load(local(1, one));
    bench.send(PlayerCommand::SetNext(Some(Box::new(local(2, two)))));
    let heard = left(&bench.hear_all());
    let length = trimmed(&heard).len();
    assert!(length.abs_diff(6 * RATE as usize) < 100, "{length}: what the encoder added is cut");
    assert_eq!(bench.ended(), [1, 2]);
}
