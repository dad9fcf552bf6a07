//! Playing: what is heard, by a device that records.

use std::time::Duration;

use gleaner::audio::Recording;
use gleaner::model::{Episode, Phase, PlayProblem, PlayerCommand};
use jiff::SignedDuration;

use crate::audio_support::{Bench, left, trimmed};
use crate::support::sound::{flac, pitch, sine, step, steps, wav, wav_head};

const RATE: u32 = 44_100;

fn secs(secs: f64) -> Duration {
    Duration::from_secs_f64(secs)
}

fn difference(a: &[f32], b: &[f32]) -> f32 {
    a.iter().zip(b).map(|(a, b)| (a - b).abs()).fold(0.0, f32::max)
}

/// The pitch of what was heard last.
fn pitch_now(bench: &Bench) -> f64 {
    let heard = left(&bench.recording.recorded());
    pitch(&heard[heard.len() - 8192..], bench.recording.rate())
}

#[test]
fn an_episode_is_heard_as_it_was_recorded() {
    let values = steps(RATE, 2);
    for file in [wav(RATE, 1, &values), flac(&values)] {
        let mut bench = Bench::new();
        let episode = bench.file(7, &file);
        bench.load(episode);
        let report = bench.wait_for_playing();
        assert_eq!((report.entry_id.unwrap().0, report.duration), (7, Some(secs(2.0))));
        let heard = left(&bench.hear_all());
        let heard = trimmed(&heard);
        assert!(heard.len().abs_diff(values.len()) < 10, "{}", heard.len());
        assert!(difference(heard, &values) < 1e-4);
        assert_eq!(bench.ended(), [7]);
        let last = bench.wait_for(|report| report.phase == Phase::Ended);
        assert!((last.position.as_secs_f64() - 2.0).abs() < 1e-6);
    }
}

#[test]
fn two_channels_stay_apart() {
    let values: Vec<f32> = sine(300.0, RATE, 8000)
        .into_iter()
        .zip(sine(500.0, RATE, 8000))
        .flat_map(|(l, r)| [l, r])
        .collect();
    let mut bench = Bench::new();
    let episode = bench.file(1, &wav(RATE, 2, &values));
    bench.load(episode);
    assert!(difference(&bench.hear_all(), &values) < 1e-4);
}

#[test]
fn the_pitch_stays_at_any_speed_and_the_length_is_right() {
    let values = sine(440.0, RATE, 8 * RATE as usize);
    for speed in [0.8, 1.5, 2.0, 3.0] {
        let mut bench = Bench::new();
        let episode = bench.file(1, &wav(RATE, 1, &values));
        bench.send(PlayerCommand::Speed(speed));
        bench.load(episode);
        let all = left(&bench.hear_all());
        let heard = trimmed(&all);
        let expected = values.len() as f64 / f64::from(speed);
        assert!((heard.len() as f64 / expected - 1.0).abs() < 0.005, "{speed}: {}", heard.len());
        let tone = pitch(&heard[heard.len() / 2..heard.len() / 2 + 8192], RATE);
        assert!((tone / 440.0 - 1.0).abs() < 0.01, "{speed}: {tone}");
    }
}

#[test]
fn the_position_follows_the_speed() {
    let mut bench = Bench::new();
    let episode = bench.file(1, &wav(RATE, 1, &steps(RATE, 8)));
    bench.send(PlayerCommand::Speed(2.0));
    bench.load(episode);
    bench.wait_for_playing();
    bench.hear(2 * RATE as usize);
    assert!((bench.position() - 4.0).abs() < 0.05, "{}", bench.position());
    // What was decoded before plays on at the old speed for half a second.
    bench.send(PlayerCommand::Speed(1.0));
    bench.hear(RATE as usize);
    let before = bench.position();
    bench.hear(RATE as usize);
    assert!((bench.position() - before - 1.0).abs() < 0.05, "{before} to {}", bench.position());
}

#[test]
fn a_paused_episode_stays_where_it_is() {
    let mut bench = Bench::new();
    let episode = bench.file(1, &wav(RATE, 1, &steps(RATE, 4)));
    bench.load(episode);
    bench.wait_for_playing();
    bench.hear(RATE as usize);
    bench.send(PlayerCommand::Pause);
    assert!(!bench.recording.advance_at_once(500), "nothing goes by");
    let report = bench.wait_for(|report| report.phase == Phase::Paused);
    assert!((report.position.as_secs_f64() - 1.0).abs() < 1e-6);
    bench.send(PlayerCommand::Toggle);
    let rest = left(&bench.hear_all());
    assert!(difference(trimmed(&rest), &steps(RATE, 4)[RATE as usize..]) < 1e-4);
}

#[test]
fn what_the_device_has_not_played_is_not_heard_yet() {
    let mut bench = Bench::new();
    bench.recording.set_latency(4410);
    let episode = bench.file(1, &wav(RATE, 1, &steps(RATE, 4)));
    bench.load(episode);
    bench.wait_for_playing();
    bench.hear(RATE as usize);
    assert!((bench.position() - 0.9).abs() < 0.001, "{}", bench.position());
}

#[test]
fn seeking_is_exact() {
    for file in [wav(RATE, 1, &steps(RATE, 6)), flac(&steps(RATE, 6))] {
        let mut bench = Bench::new();
        let episode = bench.file(1, &file);
        bench.load(episode);
        bench.wait_for_playing();
        bench.hear(4410);
        for to in [4.25, 1.5, 5.0, 0.0] {
            bench.send(PlayerCommand::SeekTo(secs(to)));
            let before = bench.recording.recorded().len();
            bench.wait_for_playing();
            bench.hear(10_000);
            let heard = left(&bench.recording.recorded()[before..]);
            let from = (to * f64::from(RATE)) as usize;
            let expected = &steps(RATE, 6)[from..from + 10_000];
            assert!(difference(&heard, expected) < 1e-4, "to {to}");
            assert!((bench.position() - to - 10_000.0 / 44_100.0).abs() < 1e-3, "to {to}");
        }
        bench.send(PlayerCommand::SeekBy(SignedDuration::from_secs(-100)));
        assert_eq!(bench.report().unwrap().position, Duration::ZERO);
    }
}

#[test]
fn seeking_behind_the_end_ends_the_episode() {
    let mut bench = Bench::new();
    let episode = bench.file(1, &wav(RATE, 1, &steps(RATE, 2)));
    bench.load(episode);
    bench.wait_for_playing();
    bench.send(PlayerCommand::SeekTo(secs(90.0)));
    bench.wait_for(|report| report.phase == Phase::Ended);
    assert_eq!(bench.ended(), [1]);
    bench.send(PlayerCommand::Play);
    assert_eq!(bench.wait_for_playing().position, Duration::ZERO, "it begins again");
}

#[test]
fn the_next_episode_follows_without_a_gap() {
    let whole = sine(440.0, RATE, 3 * RATE as usize);
    let (first, second) = whole.split_at(50_000);
    let mut bench = Bench::new();
    let (one, two) = (bench.file(1, &wav(RATE, 1, first)), bench.file(2, &flac(second)));
    bench.load(one);
    bench.send(PlayerCommand::SetNext(Some(Box::new(two))));
    bench.wait_for_playing();
    bench.hear(60_000);
    assert_eq!((bench.ended(), bench.report().unwrap().entry_id.unwrap().0), (vec![1], 2));
    assert!((bench.position() - 10_000.0 / 44_100.0).abs() < 1e-3);
    bench.hear_all();
    let heard = left(&bench.recording.recorded());
    assert!(difference(trimmed(&heard), &whole) < 1e-4);
    assert_eq!(bench.ended(), [1, 2]);
}

#[test]
fn an_episode_of_another_rate_follows_too() {
    let mut bench = Bench::new();
    let one = bench.file(1, &wav(RATE, 1, &sine(440.0, RATE, RATE as usize)));
    let two = bench.file(2, &wav(22_050, 1, &sine(440.0, 22_050, 22_050)));
    bench.load(one);
    bench.send(PlayerCommand::SetNext(Some(Box::new(two))));
    let heard = left(&bench.hear_all());
    assert_eq!(bench.recording.rate(), RATE);
    assert!(trimmed(&heard).len().abs_diff(2 * RATE as usize) < 50);
    assert!((pitch(&heard[60_000..68_192], RATE) / 440.0 - 1.0).abs() < 0.005);
}

#[test]
fn a_device_with_one_rate_gets_that() {
    let mut bench = Bench::with(Recording::with_rate(48_000));
    let episode = bench.file(1, &wav(RATE, 1, &sine(440.0, RATE, RATE as usize)));
    bench.load(episode);
    let heard = left(&bench.hear_all());
    assert!(trimmed(&heard).len().abs_diff(48_000) < 50);
    assert!((pitch(&heard[20_000..28_192], 48_000) / 440.0 - 1.0).abs() < 0.005);
}

#[test]
fn what_the_feed_skips_is_not_heard() {
    let mut bench = Bench::new();
    let episode = bench.file(1, &wav(RATE, 1, &steps(RATE, 5)));
    let skipping = Episode { skip_start: secs(1.0), skip_end: secs(1.5), ..episode };
    bench.load(skipping.clone());
    let heard = left(&bench.hear_all());
    let expected = &steps(RATE, 5)[RATE as usize..RATE as usize * 7 / 2];
    assert!(trimmed(&heard).len().abs_diff(expected.len()) < 10);
    assert!(difference(trimmed(&heard), expected) < 1e-4);
    // Where it was left counts more.
    bench.load(Episode { start: secs(3.0), ..skipping });
    bench.wait_for_playing();
    bench.hear(8192);
    assert!((pitch_now(&bench) / step(3) - 1.0).abs() < 0.01);
}

#[test]
fn an_episode_that_is_only_loaded_waits() {
    let mut bench = Bench::new();
    let episode = bench.file(1, &wav(RATE, 1, &steps(RATE, 2)));
    let episode = Box::new(Episode { start: secs(1.0), ..episode });
    bench.send(PlayerCommand::Load { episode, plays: false });
    let report = bench.wait_for(|report| report.duration == Some(secs(2.0)));
    assert_eq!((report.phase, report.position), (Phase::Paused, secs(1.0)));
    assert!(!bench.recording.is_running());
    bench.send(PlayerCommand::Play);
    assert_eq!(bench.wait_for_playing().position, secs(1.0));
}

#[test]
fn the_volume_is_heard_at_once() {
    let mut bench = Bench::new();
    let episode = bench.file(1, &wav(RATE, 1, &sine(440.0, RATE, RATE as usize)));
    bench.load(episode);
    bench.wait_for_playing();
    let loudest = |bench: &mut Bench| {
        let before = bench.recording.recorded().len();
        bench.hear(4410);
        bench.recording.recorded()[before..].iter().fold(0.0, |max: f32, value| max.max(*value))
    };
    assert!((loudest(&mut bench) - 0.5).abs() < 0.01);
    bench.send(PlayerCommand::Volume(0.5));
    assert!((loudest(&mut bench) - 0.125).abs() < 0.01);
    bench.send(PlayerCommand::Volume(0.0));
    assert!(loudest(&mut bench) < 1e-6);
    bench.send(PlayerCommand::Volume(f32::NAN));
    assert_eq!(bench.report().unwrap().volume.to_bits(), 0.0_f32.to_bits());
}

#[test]
fn without_a_sound_device_the_problem_is_told() {
    let mut bench = Bench::with(Recording::absent());
    let episode = bench.file(1, &wav(RATE, 1, &steps(RATE, 2)));
    bench.load(episode);
    assert_eq!(bench.wait_for_problem(), PlayProblem::NoDevice);
    bench.recording.come_back();
    bench.send(PlayerCommand::Play);
    bench.wait_for_playing();
    assert!(difference(trimmed(&left(&bench.hear_all())), &steps(RATE, 2)) < 1e-4);
}

#[test]
fn a_device_that_is_lost_and_comes_back_plays_on() {
    let mut bench = Bench::new();
    let episode = bench.file(1, &wav(RATE, 1, &steps(RATE, 5)));
    bench.load(episode);
    bench.wait_for_playing();
    bench.hear(2 * RATE as usize);
    bench.recording.lose();
    assert_eq!(bench.wait_for_problem(), PlayProblem::DeviceLost);
    assert_eq!(bench.position().round() as u32, 2);
    bench.recording.come_back();
    let report = bench.wait_for_playing();
    assert!((report.position.as_secs_f64() - 2.0).abs() < 0.05, "{report:?}");
    let rest = left(&bench.hear_all());
    assert!(trimmed(&rest).len().abs_diff(3 * RATE as usize) < RATE as usize / 20);
}

#[test]
fn a_device_that_is_lost_for_long_waits_for_the_user() {
    let mut bench = Bench::new();
    let episode = bench.file(1, &wav(RATE, 1, &steps(RATE, 5)));
    bench.load(episode);
    bench.wait_for_playing();
    bench.recording.lose();
    bench.wait_for_problem();
    for _ in 0..100 {
        bench.look();
    }
    bench.recording.come_back();
    for _ in 0..100 {
        bench.look();
    }
    assert_eq!(bench.wait_for_problem(), PlayProblem::DeviceLost);
    bench.send(PlayerCommand::Play);
    bench.wait_for_playing();
}

#[test]
fn another_episode_replaces_the_present_one() {
    let mut bench = Bench::new();
    let one = bench.file(1, &wav(RATE, 1, &sine(300.0, RATE, 5 * RATE as usize)));
    let two = bench.file(2, &wav(RATE, 1, &sine(700.0, RATE, RATE as usize)));
    bench.load(one);
    bench.wait_for_playing();
    bench.hear(4410);
    bench.load(two);
    bench.wait_for(|report| report.entry_id.unwrap().0 == 2 && report.phase == Phase::Playing);
    bench.hear(16_384);
    assert!((pitch_now(&bench) / 700.0 - 1.0).abs() < 0.01);
    assert_eq!(bench.ended(), [0_i64; 0], "the first did not end");
    bench.send(PlayerCommand::Stop);
    let report = bench.report().unwrap();
    assert_eq!((report.phase, report.entry_id), (Phase::Idle, None));
    assert!(!bench.recording.is_running());
}

#[test]
fn twelve_hours_are_played_from_their_end() {
    let mut bench = Bench::new();
    let path = bench.dir.path().join("long.wav");
    let (rate, seconds) = (8000_u32, 12 * 3600_u32);
    let data = rate * 2 * seconds;
    std::fs::write(&path, wav_head(rate, 1, data)).unwrap();
    let file = std::fs::File::options().append(true).open(&path).unwrap();
    // A file with holes takes no room.
    file.set_len(44 + u64::from(data) - u64::from(rate) * 2 * 10).unwrap();
    drop(file);
    let tone = wav(rate, 1, &sine(400.0, rate, 10 * rate as usize)).split_off(44);
    let mut file = std::fs::File::options().append(true).open(&path).unwrap();
    std::io::Write::write_all(&mut file, &tone).unwrap();
    let start = secs(f64::from(seconds) - 9.0);
    bench.load(Episode { start, ..crate::audio_support::local(1, path) });
    let report = bench.wait_for_playing();
    assert_eq!(report.duration, Some(secs(f64::from(seconds))));
    bench.hear(40_000);
    assert!((pitch_now(&bench) / 400.0 - 1.0).abs() < 0.01);
    bench.hear_all();
    assert_eq!(bench.ended(), [1]);
}

#[test]
fn what_is_no_sound_is_told_by_its_kind() {
    for (bytes, expected) in [
        (b"<!doctype html><title>Not found</title>".to_vec(), PlayProblem::NoSound),
        (Vec::new(), PlayProblem::NoSound),
        (
            b"\x1aE\xdf\xa3 and so on".to_vec(),
            PlayProblem::Unsupported { format: Some("Matroska".into()) },
        ),
        (vec![1; 5000], PlayProblem::Unsupported { format: None }),
        (wav(RATE, 1, &[]).split_at(20).0.to_vec(), PlayProblem::Damaged),
    ] {
        let mut bench = Bench::new();
        let episode = bench.file(1, &bytes);
        bench.load(episode);
        assert_eq!(bench.wait_for_problem(), expected);
    }
}

#[test]
fn a_truncated_file_is_played_as_far_as_it_goes() {
    let mut file = wav(RATE, 1, &steps(RATE, 4));
    file.truncate(file.len() / 2);
    let mut bench = Bench::new();
    let episode = bench.file(1, &file);
    bench.load(episode);
    let heard = left(&bench.hear_all());
    assert!(trimmed(&heard).len().abs_diff(2 * RATE as usize) < 5000);
    assert_eq!(bench.ended(), [1]);
}
