#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| tokenfare_fuzz::response::run(bytes));
