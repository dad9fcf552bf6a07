//! Decodes the bytes of an episode: MP3, AAC, ALAC, FLAC, Vorbis and WAV.
//!
//! Files come from strangers. Every call of a decoder is fenced against panics, and may read only
//! so many bytes; tags and pictures have limits of their own.

mod bounded;
mod chapters;
mod mix;
mod mp4;
mod sniff;
mod tag;

use std::io::{self, SeekFrom};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::LazyLock;
use std::time::Duration;

use symphonia::core::codecs::audio::{AudioCodecId, AudioDecoder, AudioDecoderOptions, well_known};
use symphonia::core::errors::{Error, SeekErrorKind};
use symphonia::core::formats::probe::{Hint, Probe};
use symphonia::core::formats::{FormatOptions, FormatReader, SeekMode, SeekTo, Track, TrackType};
use symphonia::core::io::{MediaSource, MediaSourceStream, MediaSourceStreamOptions};
use symphonia::core::meta::{MetadataOptions, MetadataSideData};
use symphonia::core::packet::Packet;
use symphonia::core::units::{Time, TimeBase};
use symphonia::default::formats;

use bounded::{Bounded, Budget};
use mix::{mix, sides};
use sniff::{head_of, is_text, unsupported_format};
use tag::{Tags, read_tags};

pub use chapters::{CHAPTER_PICTURES_BYTES_MAX, CHAPTERS_MAX, PICTURE_BYTES_MAX};
pub use tag::TAG_BYTES_MAX;

use crate::model::{Chapter, PlayProblem};

/// Most bytes that are read to find out what a file is. The tables of an MP4 file of twelve hours
/// have 20 MB.
pub const HEAD_BYTES_MAX: u64 = 64 << 20;
/// Most bytes that are read for one packet of sound, with all that is between.
pub const STEP_BYTES_MAX: u64 = 16 << 20;
/// How many packets in a row may be damaged.
pub const DAMAGED_PACKETS_MAX: u32 = 200;
/// The rates that are played, in frames a second.
pub const RATES: std::ops::RangeInclusive<u32> = 8_000..=192_000;
/// Most channels of a file. They are mixed to two.
pub const CHANNELS_MAX: usize = 8;
/// How many streams may follow each other in one Ogg file.
const STREAMS_MAX: u32 = 64;

/// Why decoding ended early.
#[derive(Debug)]
pub(super) enum DecodeError {
    /// The bytes could not be read; their handle knows why.
    Source(io::Error),
    Problem(PlayProblem),
}

/// What a file says about itself.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Facts {
    /// Frames a second.
    pub(super) rate: u32,
    pub(super) duration: Option<Duration>,
    pub(super) chapters: Arc<[Chapter]>,
    pub(super) picture: Option<Arc<[u8]>>,
}

/// Some decoded sound.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Samples {
    /// When it begins, in seconds from the beginning of the episode.
    pub(super) start: f64,
    pub(super) rate: u32,
    /// 1 or 2.
    pub(super) channels: usize,
    /// Interleaved.
    pub(super) values: Vec<f32>,
}

impl Samples {
    pub(super) fn frames(&self) -> usize {
        self.values.len() / self.channels.max(1)
    }
}

pub(super) struct Decoder {
    format: Box<dyn FormatReader>,
    codec: Box<dyn AudioDecoder>,
    track_id: u32,
    time_base: TimeBase,
    facts: Facts,
    budget: Budget,
    /// For MP3, whether frames differ in size, so that places can't be computed from times.
    varies: bool,
    /// The bits of the first MP3 frame that say how large frames are.
    first_bit_rate: Option<u8>,
    /// Sound before this time is dropped.
    wanted_from: f64,
    damaged: u32,
    streams: u32,
    is_at_end: bool,
}

static PROBE: LazyLock<Probe> = LazyLock::new(|| {
    // Without readers of tags: those at the end of a file cost a request, and those at its
    // beginning are read by `tag`.
    let mut probe = Probe::new();
    probe.register_format::<formats::MpaReader<'_>>();
    probe.register_format::<formats::IsoMp4Reader<'_>>();
    probe.register_format::<formats::AdtsReader<'_>>();
    probe.register_format::<formats::OggReader<'_>>();
    probe.register_format::<formats::FlacReader<'_>>();
    probe.register_format::<formats::WavReader<'_>>();
    probe
});

impl Decoder {
    /// Finds out what a file is, and reads its tags. Waits for the bytes.
    pub(super) fn open(reader: Box<dyn MediaSource>) -> Result<Self, DecodeError> {
        fenced(|| Self::open_unfenced(reader))?
    }

    fn open_unfenced(mut reader: Box<dyn MediaSource>) -> Result<Self, DecodeError> {
        let tags = read_tags(reader.as_mut()).map_err(DecodeError::Source)?;
        let head = head_of(reader.as_mut()).map_err(DecodeError::Source)?;
        let listed = mp4::chapters(reader.as_mut(), tags.end).map_err(DecodeError::Source)?;
        reader.seek(SeekFrom::Start(tags.end)).map_err(DecodeError::Source)?;
        let budget = Budget::default();
        budget.set(HEAD_BYTES_MAX);
        let bounded = Bounded::new(reader, tags.end, budget.clone());
        let stream = MediaSourceStream::new(Box::new(bounded), MediaSourceStreamOptions::default());
        let (format, meta) = (FormatOptions::default(), MetadataOptions::default());
        let probed = PROBE.probe(&Hint::new(), stream, format, meta);
        let mut format = probed.map_err(|error| open_error(error, &head, &budget))?;
        let track = format.default_track(TrackType::Audio);
        let track = track.ok_or(DecodeError::Problem(PlayProblem::NoSound))?;
        let codec = codec_for(track)?;
        let mut facts = facts_of(track)?;
        let (track_id, time_base) = (track.id, time_base_of(track, facts.rate)?);
        complete(&mut facts, format.as_mut(), &tags, listed);
        Ok(Self {
            format,
            codec,
            track_id,
            time_base,
            facts,
            budget,
            varies: memchr::memmem::find(&head, b"Xing").is_some(),
            first_bit_rate: None,
            wanted_from: 0.0,
            damaged: 0,
            streams: 0,
            is_at_end: false,
        })
    }

    pub(super) fn facts(&self) -> &Facts {
        &self.facts
    }

    /// The next sound; `None` at the end. What can't be decoded is left out.
    pub(super) fn next(&mut self) -> Result<Option<Samples>, DecodeError> {
        fenced(|| self.next_unfenced())?
    }

    fn next_unfenced(&mut self) -> Result<Option<Samples>, DecodeError> {
        self.budget.set(STEP_BYTES_MAX);
        while !self.is_at_end {
            let packet = match self.format.next_packet() {
                Ok(Some(packet)) => packet,
                Ok(None) => break,
                Err(Error::ResetRequired) => {
                    self.begin_stream()?;
                    continue;
                }
                Err(Error::DecodeError(_)) => {
                    self.note_damage()?;
                    continue;
                }
                Err(Error::IoError(err)) if is_end(&err) => break,
                Err(error) => return Err(self.error(error)),
            };
            if packet.track_id == self.track_id
                && let Some(samples) = self.decode(&packet)?
            {
                return Ok(Some(samples));
            }
        }
        Ok(None)
    }

    fn decode(&mut self, packet: &Packet) -> Result<Option<Samples>, DecodeError> {
        self.note_bit_rate(packet);
        let buffer = match self.codec.decode(packet) {
            Ok(buffer) => buffer,
            Err(Error::DecodeError(_) | Error::IoError(_)) => {
                self.note_damage()?;
                return Ok(None);
            }
            Err(error) => return Err(self.error(error)),
        };
        let (rate, channels) = (buffer.spec().rate(), buffer.spec().channels().clone());
        if !RATES.contains(&rate) || channels.count() > CHANNELS_MAX {
            return Err(DecodeError::Problem(PlayProblem::Unsupported { format: None }));
        }
        let mut values = Vec::new();
        buffer.copy_to_vec_interleaved::<f32>(&mut values);
        self.damaged = 0;
        let (values, channels) = mix(values, &sides(&channels));
        let start = self.secs(packet.pts.get());
        let samples = Samples { start, rate, channels, values };
        Ok(self.trimmed(samples, packet))
    }

    /// Cuts what the encoder added, and what is before the wanted time.
    fn trimmed(&self, mut samples: Samples, packet: &Packet) -> Option<Samples> {
        let ticks = |ticks: u64| self.secs(i64::try_from(ticks).unwrap_or(i64::MAX));
        let frames_in = |secs: f64| (secs * f64::from(samples.rate)).round() as usize;
        let whole = frames_in(ticks(packet.block_dur().get()));
        let begin = ticks(packet.trim_start.get());
        // Some decoders have cut already.
        let is_cut = samples.frames() < whole;
        let mut skip = if is_cut { 0 } else { frames_in(begin) };
        let tail = if is_cut { 0 } else { frames_in(ticks(packet.trim_end.get())) };
        samples.start += begin;
        let early = self.wanted_from - samples.start;
        if early > 0.0 {
            skip += frames_in(early);
            samples.start = self.wanted_from;
        }
        let end = samples.frames().saturating_sub(tail) * samples.channels;
        samples.values.truncate(end);
        samples.values.drain(..(skip * samples.channels).min(end));
        (!samples.values.is_empty()).then_some(samples)
    }

    /// Goes to a time. `is_complete`: whether all bytes are here, so that reading through them
    /// costs little.
    pub(super) fn seek(&mut self, to: Duration, is_complete: bool) -> Result<(), DecodeError> {
        fenced(|| self.seek_unfenced(to, is_complete))?
    }

    fn seek_unfenced(&mut self, to: Duration, is_complete: bool) -> Result<(), DecodeError> {
        self.budget.set(u64::MAX);
        self.is_at_end = false;
        self.damaged = 0;
        self.wanted_from = to.as_secs_f64();
        // An exact seek in an MP3 file reads all before it. With frames of one size the place can
        // be computed.
        let is_computed = self.is_mp3() && !is_complete && !self.varies;
        let mode = if is_computed { SeekMode::Coarse } else { SeekMode::Accurate };
        let mut sought = self.seek_in(mode, to);
        if let Err(Error::SeekError(SeekErrorKind::Unseekable)) = sought {
            sought = self.seek_in(SeekMode::Accurate, to);
        }
        self.codec.reset();
        match sought {
            Ok(()) => Ok(()),
            Err(Error::SeekError(SeekErrorKind::OutOfRange)) => {
                self.is_at_end = true;
                Ok(())
            }
            Err(Error::IoError(err)) if is_end(&err) => {
                self.is_at_end = true;
                Ok(())
            }
            Err(error) => Err(self.error(error)),
        }
    }

    fn seek_in(&mut self, mode: SeekMode, to: Duration) -> Result<(), Error> {
        let secs = i64::try_from(to.as_secs()).unwrap_or(i64::MAX);
        let time = Time::try_new(secs, to.subsec_nanos()).unwrap_or_default();
        let to = SeekTo::Time { time, track_id: Some(self.track_id) };
        self.format.seek(mode, to).map(drop)
    }

    fn secs(&self, ticks: i64) -> f64 {
        let (numer, denom) = (self.time_base.numer.get(), self.time_base.denom.get());
        ticks as f64 * f64::from(numer) / f64::from(denom)
    }

    /// Another stream begins in the same file.
    fn begin_stream(&mut self) -> Result<(), DecodeError> {
        self.streams += 1;
        let track = self.format.default_track(TrackType::Audio);
        let Some(track) = track.filter(|_| self.streams < STREAMS_MAX) else {
            self.is_at_end = true;
            return Ok(());
        };
        self.codec = codec_for(track)?;
        self.track_id = track.id;
        self.time_base = time_base_of(track, facts_of(track)?.rate)?;
        Ok(())
    }

    fn note_damage(&mut self) -> Result<(), DecodeError> {
        self.damaged += 1;
        if self.damaged > DAMAGED_PACKETS_MAX {
            return Err(DecodeError::Problem(PlayProblem::Damaged));
        }
        Ok(())
    }

    fn is_mp3(&self) -> bool {
        self.codec.codec_params().codec == well_known::CODEC_ID_MP3
    }

    fn note_bit_rate(&mut self, packet: &Packet) {
        if !self.is_mp3() {
            return;
        }
        let bit_rate = packet.data.get(2).map(|byte| byte >> 4);
        let first = *self.first_bit_rate.get_or_insert(bit_rate.unwrap_or_default());
        self.varies |= bit_rate.is_some_and(|bit_rate| bit_rate != first);
    }

    fn error(&self, error: Error) -> DecodeError {
        match error {
            Error::IoError(_) if self.budget.is_spent() => {
                DecodeError::Problem(PlayProblem::Damaged)
            }
            Error::IoError(err) => DecodeError::Source(err),
            Error::Unsupported(_) => {
                let codec = self.codec.codec_params().codec;
                DecodeError::Problem(PlayProblem::Unsupported { format: codec_name(codec) })
            }
            _ => DecodeError::Problem(PlayProblem::Damaged),
        }
    }
}

/// Runs a decoder. A panic in it is a problem of the episode.
fn fenced<T>(work: impl FnOnce() -> T) -> Result<T, DecodeError> {
    // A decoder that panicked is not used again.
    catch_unwind(AssertUnwindSafe(work)).map_err(|_| {
        log::error!("a decoder of sound panicked");
        DecodeError::Problem(PlayProblem::Crash)
    })
}

fn is_end(err: &io::Error) -> bool {
    err.kind() == io::ErrorKind::UnexpectedEof
}

fn codec_for(track: &Track) -> Result<Box<dyn AudioDecoder>, DecodeError> {
    let params = track.codec_params.as_ref().and_then(|params| params.audio());
    let params = params.ok_or(DecodeError::Problem(PlayProblem::NoSound))?;
    let made = symphonia::default::get_codecs()
        .make_audio_decoder(params, &AudioDecoderOptions::default());
    made.map_err(|error| {
        log::info!("no decoder: {error}");
        DecodeError::Problem(PlayProblem::Unsupported { format: codec_name(params.codec) })
    })
}

/// The usual name of a codec that is not decoded. AAC in its simple form is.
fn codec_name(codec: AudioCodecId) -> Option<String> {
    let name = match codec {
        well_known::CODEC_ID_OPUS => "Opus",
        well_known::CODEC_ID_AAC => "HE-AAC",
        well_known::CODEC_ID_AC3 => "AC-3",
        well_known::CODEC_ID_EAC3 => "E-AC-3",
        well_known::CODEC_ID_SPEEX => "Speex",
        _ => return None,
    };
    Some(name.to_owned())
}

fn facts_of(track: &Track) -> Result<Facts, DecodeError> {
    let params = track.codec_params.as_ref().and_then(|params| params.audio());
    let rate = params.and_then(|params| params.sample_rate).unwrap_or(0);
    if !RATES.contains(&rate) {
        return Err(DecodeError::Problem(PlayProblem::Unsupported { format: None }));
    }
    let by_ticks = track
        .time_base
        .zip(track.duration)
        .and_then(|(base, ticks)| base.calc_duration(ticks).map(chapters::duration));
    let by_frames =
        || track.num_frames.map(|frames| Duration::from_secs_f64(frames as f64 / f64::from(rate)));
    Ok(Facts { rate, duration: by_ticks.or_else(by_frames), ..Facts::default() })
}

fn time_base_of(track: &Track, rate: u32) -> Result<TimeBase, DecodeError> {
    let base = track.time_base.or_else(|| TimeBase::try_from_recip(rate));
    base.ok_or(DecodeError::Problem(PlayProblem::Damaged))
}

/// Adds chapters and pictures: those of the tags at the beginning first.
fn complete(facts: &mut Facts, format: &mut dyn FormatReader, tags: &Tags, listed: Vec<Chapter>) {
    for buffer in &tags.found {
        for side in &buffer.side_data {
            if let MetadataSideData::Chapters(group) = side {
                facts.chapters = chapters::chapters_of(group).into();
            }
        }
        facts.picture = facts.picture.take().or_else(|| chapters::picture_of(&buffer.revision));
    }
    if facts.chapters.is_empty() {
        facts.chapters = listed.into();
    }
    if let Some(group) = format.chapters().filter(|_| facts.chapters.is_empty()) {
        facts.chapters = chapters::chapters_of(group).into();
    }
    if let Some(revision) = format.metadata().skip_to_latest()
        && facts.picture.is_none()
    {
        facts.picture = chapters::picture_of(revision);
    }
}

fn open_error(error: Error, head: &[u8], budget: &Budget) -> DecodeError {
    log::info!("an episode can't be opened: {error}");
    match error {
        Error::IoError(err) if !is_end(&err) && !budget.is_spent() => DecodeError::Source(err),
        _ if head.is_empty() || is_text(head) => DecodeError::Problem(PlayProblem::NoSound),
        _ => match unsupported_format(head) {
            Some(format) => {
                DecodeError::Problem(PlayProblem::Unsupported { format: Some(format.to_owned()) })
            }
            None if sniff::is_known(head) => DecodeError::Problem(PlayProblem::Damaged),
            None => DecodeError::Problem(PlayProblem::Unsupported { format: None }),
        },
    }
}

/// Decodes a file from its first byte, for fuzzing: at most so many packets, then again from a
/// place in the middle. Returns the frames.
#[must_use]
pub fn drain(bytes: &[u8], packets_max: usize) -> usize {
    let reader = Box::new(io::Cursor::new(bytes.to_vec()));
    let Ok(mut decoder) = Decoder::open(reader) else { return 0 };
    let mut frames = 0;
    for part in [None, decoder.facts.duration.map(|all| all / 2), Some(Duration::ZERO)] {
        if part.is_some_and(|to| decoder.seek(to, to.is_zero()).is_err()) {
            break;
        }
        for _ in 0..packets_max {
            let Ok(Some(samples)) = decoder.next() else { break };
            frames += samples.frames();
        }
    }
    frames
}
