//! Hostile and huge episodes: each limit has a test.

use gleaner::audio::{CHANNELS_MAX, EPISODE_BYTES_MAX, PICTURE_BYTES_MAX, RATES, TAG_BYTES_MAX};
use gleaner::model::{Phase, PlayProblem};

use crate::audio_support::{Bench, left, local, remote, trimmed};
use crate::support::server::{Reply, Server};
use crate::support::sound::{id3, id3_picture, sine, wav};

const RATE: u32 = 44_100;

fn one_second() -> Vec<u8> {
    wav(RATE, 1, &sine(440.0, RATE, RATE as usize))
}

#[test]
fn a_file_may_not_be_larger_than_the_limit() {
    let expected = PlayProblem::TooLarge { limit_bytes: EPISODE_BYTES_MAX };
    let mut bench = Bench::new();
    let path = bench.dir.path().join("large");
    // It has holes and takes no room.
    std::fs::File::create(&path).unwrap().set_len(EPISODE_BYTES_MAX + 1).unwrap();
    bench.load(local(1, path));
    assert_eq!(bench.wait_for_problem(), expected);
    let server = Server::start(|_| {
        let total = EPISODE_BYTES_MAX + 1;
        let head = format!("HTTP/1.1 206 Part\r\nContent-Range: bytes 0-9/{total}\r\n");
        Reply::Raw(format!("{head}Content-Length: 10\r\n\r\n0123456789").into_bytes())
    });
    bench.load(remote(2, server.url("/feed"), server.url("/a.mp3")));
    bench.wait_for(|report| {
        report.entry_id.is_some_and(|id| id.0 == 2)
            && report.phase == Phase::Failed(expected.clone())
    });
}

#[test]
fn a_large_tag_is_skipped_and_a_large_picture_left_out() {
    for (bytes, has_picture) in [
        (PICTURE_BYTES_MAX - 100, true),
        (PICTURE_BYTES_MAX + 100, false),
        (usize::try_from(TAG_BYTES_MAX).unwrap(), false),
    ] {
        let file = [id3(&[(b"APIC", id3_picture(&vec![7; bytes]))]), one_second()].concat();
        let mut bench = Bench::new();
        let episode = bench.file(1, &file);
        bench.load(episode);
        let report = bench.wait_for_playing();
        assert_eq!(report.picture.is_some(), has_picture, "{bytes}");
        let heard = left(&bench.hear_all());
        assert!(trimmed(&heard).len().abs_diff(RATE as usize) < 10, "{bytes}");
    }
}

#[test]
fn strange_rates_and_numbers_of_channels_are_refused() {
    let values = sine(440.0, RATE, 8000);
    let slow = wav(RATES.start() - 1, 1, &values);
    let fast = wav(RATES.end() + 1, 1, &values);
    let many = wav(RATE, u16::try_from(CHANNELS_MAX).unwrap() + 1, &values);
    for file in [slow, fast, many] {
        let mut bench = Bench::new();
        let episode = bench.file(1, &file);
        bench.load(episode);
        let problem = bench.wait_for_problem();
        assert!(
            matches!(problem, PlayProblem::Unsupported { .. } | PlayProblem::Damaged),
            "{problem:?}"
        );
    }
    let most = wav(RATE, u16::try_from(CHANNELS_MAX).unwrap(), &values);
    let mut bench = Bench::new();
    let episode = bench.file(1, &most);
    bench.load(episode);
    assert!(trimmed(&left(&bench.hear_all())).len().abs_diff(1000) < 10);
}
