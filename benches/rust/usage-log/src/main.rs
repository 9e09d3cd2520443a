//! A log of Claude Code's shape: two lines of 1.2 KB for each reply, 2,500 lines a file. Reads it from
//! memory, prices it, and prints lines a second and the most memory that was resident. With a folder
//! as the second argument, it writes the log there instead, for other tools to read.
//!
//! The log itself is generated piece by piece, so that its own bytes are not in memory.

use std::fmt::Write;
use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use tokenfare::pricing::Catalog;
use tokenfare::usage_log::{UsageAnalysis, UsageDimension, UsageReadOptions, UsageReader};

const LINES_OF_A_FILE: usize = 2_500;
/// The text of an answer; with it, a line has 1.2 KB.
const ANSWER: &str = "lorem ipsum dolor sit amet, \\\"quoted\\\", ";

fn main() -> Result<()> {
    let mut words = std::env::args().skip(1);
    let lines = match words.next() {
        Some(lines) => lines.parse().context("the first argument is a number of lines")?,
        None => 1_000_000,
    };
    let files = (0..lines).step_by(LINES_OF_A_FILE).map(|first| {
        let last = lines.min(first + LINES_OF_A_FILE);
        let name = format!("session-{:04}.jsonl", first / LINES_OF_A_FILE);
        (name, file(first, last))
    });
    match words.next() {
        Some(folder) => write_files(Path::new(&folder), files),
        None => measure(lines, files),
    }
}

fn write_files(folder: &Path, files: impl Iterator<Item = (String, String)>) -> Result<()> {
    fs::create_dir_all(folder)?;
    for (name, text) in files {
        fs::write(folder.join(name), text)?;
    }
    Ok(())
}

fn measure(lines: usize, files: impl Iterator<Item = (String, String)>) -> Result<()> {
    let mut reader = UsageReader::new(&UsageReadOptions::default())?;
    let (mut reading, mut bytes) = (Duration::ZERO, 0);
    for (name, text) in files {
        let start = Instant::now();
        for piece in text.as_bytes().chunks(1 << 20) {
            reader.push(piece, Some(&name));
        }
        reading += start.elapsed();
        bytes += text.len();
    }
    let start = Instant::now();
    let log = reader.finish();
    let analysis = UsageAnalysis {
        by: vec![UsageDimension::Day, UsageDimension::Model],
        ..UsageAnalysis::default()
    };
    let report = log.analyse(&analysis, None, Catalog::embedded()?)?;
    let analysing = start.elapsed();
    let all = (reading + analysing).as_secs_f64();
    #[allow(clippy::cast_precision_loss)]
    let rate = |seconds: f64| lines as f64 / seconds;
    println!(
        "native: {lines} lines of {} bytes; {:.0} lines/s read, {:.0} lines/s read and priced; {}; ${} of {} requests",
        bytes / lines.max(1),
        rate(reading.as_secs_f64()),
        rate(all),
        memory(),
        report.total,
        log.summary().records,
    );
    Ok(())
}

/// The most memory that was resident, where the system tells.
fn memory() -> String {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmHWM:"));
    line.map_or_else(String::new, |line| line.replace('\t', " "))
}

fn file(first: usize, last: usize) -> String {
    let answer = ANSWER.repeat(7);
    let mut text = String::new();
    for line in first..last {
        let request = line / 2;
        let file = first / LINES_OF_A_FILE;
        let (day, hour, minute) = (1 + request % 28, request / 28 % 24, request % 60);
        let (written, output) = (2_000 + request % 500, 100 + request % 400);
        let project = file % 7;
        // Writing to a string cannot fail.
        let _ = writeln!(
            text,
            r#"{{"parentUuid":"11111111-2222-4333-8444-{line:012}","isSidechain":false,"userType":"external","cwd":"/home/u/project-{project}","sessionId":"aaaaaaaa-bbbb-4ccc-8ddd-{file:012}","version":"2.1.90","gitBranch":"main","type":"assistant","message":{{"id":"msg_{request:024}","type":"message","role":"assistant","model":"claude-opus-4-6","content":[{{"type":"text","text":"{answer}"}}],"stop_reason":"end_turn","stop_sequence":null,"usage":{{"input_tokens":3,"cache_creation_input_tokens":{written},"cache_read_input_tokens":22137,"cache_creation":{{"ephemeral_5m_input_tokens":{written},"ephemeral_1h_input_tokens":0}},"output_tokens":{output},"server_tool_use":{{"web_search_requests":0,"web_fetch_requests":0}},"service_tier":"standard","inference_geo":"not_available","iterations":null,"speed":"standard"}}}},"requestId":"req_{request:024}","uuid":"99999999-2222-4333-8444-{line:012}","timestamp":"2026-08-{day:02}T{hour:02}:{minute:02}:00.000Z"}}"#
        );
    }
    text
}
