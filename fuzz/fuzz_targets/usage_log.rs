#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| tokenfare_fuzz::usage_log::run(bytes));
