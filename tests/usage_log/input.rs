//! Files as they are: damaged, empty, in other charsets.

use tokenfare::usage_log::{UsageReadOptions, UsageReader};

use super::log::{log, log_of, report};

const LINE: &str = r#"{"id":"resp_N","object":"response","created_at":1793491200,"model":"gpt-5.4-mini","usage":{"input_tokens":1000,"output_tokens":100,"total_tokens":1100}}"#;

fn lines(count: usize) -> Vec<String> {
    (0..count)
        .map(|i| LINE.replace('N', &i.to_string()))
        .collect()
}

#[test]
fn a_damaged_line_is_told_and_the_others_count() {
    let [one, two] = lines(2).try_into().unwrap();
    let text = format!(
        "{one}\n{{\"id\":\"resp_9\",\"usa\nnot json\n\n{two}\n{{}}\n{}",
        &one[..60]
    );
    let log = log(&text);
    let reasons: Vec<(u64, &str)> = log
        .summary()
        .rejected
        .iter()
        .map(|r| (r.line, r.reason.as_str()))
        .collect();
    let cut = "the JSON ends too early: the line or the file was cut off";
    assert_eq!(reasons[0], (2, cut));
    assert_eq!(reasons[1], (3, "is no JSON"));
    assert_eq!(reasons[2].0, 6);
    assert_eq!(
        reasons[3],
        (
            7,
            "the JSON ends too early: the line or the file was cut off"
        )
    );
    assert_eq!(log.summary().rejected_by_reason.get(cut), Some(&2));
    assert_eq!(log.summary().records, 2);
}

#[test]
fn the_first_line_may_be_the_damaged_one() {
    let [one, two] = lines(2).try_into().unwrap();
    let log = log(&format!("{}\n{one}\n{two}\n", &one[..50]));
    assert_eq!(
        (log.summary().records, log.summary().rejected.len()),
        (2, 1)
    );
}

#[test]
fn every_charset_line_end_and_chunk_gives_the_same_log() {
    let text = lines(3).join("\r\n");
    let mut expected = None;
    let utf16 = |bytes: fn(u16) -> [u8; 2]| {
        std::iter::once(0xfeff)
            .chain(text.encode_utf16())
            .flat_map(bytes)
            .collect::<Vec<u8>>()
    };
    let forms = [
        text.as_bytes().to_vec(),
        [b"\xef\xbb\xbf", text.as_bytes()].concat(),
        utf16(u16::to_le_bytes),
        utf16(u16::to_be_bytes),
    ];
    for form in forms {
        for size in [1, 7, form.len()] {
            let mut reader = UsageReader::new(&UsageReadOptions::default()).unwrap();
            for chunk in form.chunks(size) {
                reader.push(chunk, Some("log"));
            }
            let log = reader.finish();
            let found = (log.summary().clone(), report(&log, &[]).total);
            // 3 × (1,000 × 0.75 / 1M + 100 × 4.5 / 1M)
            assert_eq!(found.1.to_string(), "0.0036");
            assert_eq!(*expected.get_or_insert_with(|| found.clone()), found);
        }
    }
}

#[test]
fn what_holds_no_usage_says_why() {
    for (text, reason) in [
        ("", "the source is empty"),
        (" \n\n", "the source is empty"),
        ("one column\n1\n2\n", "is of no known format"),
        ("%PDF-1.7 and so on", "is a PDF"),
        ("[1, 2", "ends too early"),
    ] {
        let log = log(text);
        let rejected = &log.summary().rejected;
        assert!(
            rejected[0].reason.contains(reason),
            "{text:?}: {rejected:?}"
        );
        assert_eq!(log.summary().records, 0);
        assert_eq!(report(&log, &[]).total.to_string(), "0");
    }
}

#[test]
fn rejected_rows_are_kept_up_to_a_thousand_and_all_counted() {
    let text = "{\"a\":\n".repeat(2_500);
    let log = log(&format!("{}\n{text}", lines(1)[0]));
    assert_eq!(log.summary().rejected.len(), 1_000);
    assert_eq!(
        log.summary().rejected_by_reason.values().sum::<u64>(),
        2_500
    );
}

#[test]
fn documents_may_follow_each_other() {
    let pretty: Vec<String> = lines(2)
        .iter()
        .map(|line| {
            let value: serde_json::Value = serde_json::from_str(line).unwrap();
            serde_json::to_string_pretty(&value).unwrap()
        })
        .collect();
    let log = log(&pretty.join("\n"));
    assert_eq!(
        (log.summary().records, log.summary().rejected.len()),
        (2, 0)
    );
}

#[test]
fn formats_that_may_describe_the_same_requests_are_named() {
    let csv = "generation_id,created_at,cost_total,tokens_prompt,tokens_completion,model_permaslug\n\
        gen-1,2026-11-01 10:00:00,0.1,1000,100,openai/gpt-5.4-mini-20260317\n";
    let line = lines(1)[0].replace("1793491200", "1793527200");
    let options = UsageReadOptions::default();
    let both = log_of(&[("gateway.csv", csv), ("own.jsonl", &line)], &options);
    let notes = &both.summary().notes;
    assert!(
        notes[0].contains(
            "openrouter-csv and responses both have records of gpt-5.4-mini on 2026-11-01"
        ),
        "{notes:?}"
    );
    assert_eq!(log(csv).summary().notes, [] as [&str; 0]);
}

#[test]
fn months_that_are_partial_are_said() {
    let line = |id: &str, day: &str| {
        format!(
            "{{\"id\":\"{id}\",\"model\":\"gpt-4o\",\"created\":\"{day}\",\"usage\":{{\"prompt_tokens\":1,\"completion_tokens\":1}}}}\n"
        )
    };
    for (first, last, note) in [
        (
            "2026-08-17",
            "2026-10-12",
            Some(
                "the first month is partial, it begins on 2026-08-17, and so is the last, which ends on 2026-10-12",
            ),
        ),
        ("2026-08-01", "2026-09-30", None),
        (
            "2026-08-02",
            "2026-09-30",
            Some("the first month is partial: it begins on 2026-08-02"),
        ),
        (
            "2026-08-01",
            "2026-09-29",
            Some("the last month is partial: it ends on 2026-09-29"),
        ),
        ("2026-08-10", "2026-08-20", None),
    ] {
        let log = log(&(line("a", first) + &line("b", last)));
        assert_eq!(log.summary().notes.first().map(String::as_str), note);
    }
}
