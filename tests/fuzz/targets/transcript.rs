#![no_main]

libfuzzer_sys::fuzz_target!(
    init: gleaner_fuzz::forgive_libraries(),
    |bytes: &[u8]| gleaner_fuzz::targets::transcript(bytes)
);
