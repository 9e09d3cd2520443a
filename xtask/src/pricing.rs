//! `cargo xtask pricing`: the hand-edited price files and the files generated from them.

mod check;
mod diff;
mod files;
mod price_list;

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use clap::{Args, Subcommand};
use tokenfare::pricing::Catalog;

pub use files::check_fresh;

/// Options of `cargo xtask pricing`.
#[derive(Args)]
pub struct Options {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Write pricing/catalog.json and pricing/schema.json from the types and pricing/*.toml
    Build,
    /// Check schema, rules and lints, and show what is not confirmed, disputed or old
    Check,
    /// Show, model by model, what differs from another project's price list: litellm's map,
    /// models.dev's api.json or genai-prices' data.json
    Diff {
        /// The list, downloaded by hand
        list: PathBuf,
    },
}

/// `cargo xtask pricing`.
pub fn run(options: &Options) -> Result<()> {
    match &options.command {
        Command::Check => check::run(),
        Command::Diff { list } => diff_with(list),
        Command::Build => {
            for (path, text) in files::generated()? {
                fs::write(path, text)?;
            }
            Ok(())
        }
    }
}

fn diff_with(list: &Path) -> Result<()> {
    let json = fs::read_to_string(list).with_context(|| list.display().to_string())?;
    let catalog = Catalog::from_file(files::load()?)?;
    let day = catalog.checked();
    let list = price_list::read(&json, day).with_context(|| list.display().to_string())?;
    print!("{}", diff::report(&catalog, &list, day));
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{diff, price_list};
    use tokenfare::pricing::{Catalog, Day, authoring};

    const OURS: &str = r#"
provider = "openai"
name = "OpenAI"
[sources.page]
name = "a page"
url = "https://example.com"
checked = "2026-09-22"
[[model]]
id = "gpt-5.4"
snapshots = ["gpt-5.4-2026-03-05"]
source = "page"
rates = [
    { when = { up_to = 272_000 }, usd = { input = "2.50", cached_input = "0.25", output = "15" } },
    { when = { above = 272_000 }, usd = { input = "5", cached_input = "0.50", output = "22.50" } },
    { tier = "batch", when = { up_to = 272_000 }, usd = { input = "1.25", cached_input = "0.13", output = "7.50" } },
]
[[model]]
id = "whisper-1"
source = "page"
rates = [{ unit = "minute", usd = { audio_duration = "0.006" } }]
[[model]]
id = "gpt-4.1"
source = "page"
rates = [{ usd = { input = "2", output = "8" } }]
"#;

    fn report(list: &str) -> String {
        let provider = authoring::parse_provider(OURS).unwrap();
        let catalog = Catalog::from_file(authoring::assemble(vec![provider])).unwrap();
        let day: Day = "2026-09-22".parse().unwrap();
        let list = price_list::read(list, day).unwrap();
        diff::report(&catalog, &list, day)
    }

    #[test]
    fn litellm_is_compared_rate_by_rate() {
        let text = report(include_str!("../fixtures/litellm.json"));
        assert_eq!(
            text,
            "gpt-5.4 (openai)\n    \
             batch cached_input: ours 0.13, theirs 0.125\n    \
             priority input: ours none, theirs 5\n    \
             standard long output: ours 22.5, theirs 20\n\
             only theirs: 1\n    gpt-9 (openai)\n\
             only ours: 1\n    gpt-4.1\n\
             litellm: 2 models compared on 2026-09-22, 1 equal, 1 different\n"
        );
    }

    #[test]
    fn models_dev_is_compared_and_its_noise_is_not() {
        let text = report(include_str!("../fixtures/models-dev.json"));
        assert_eq!(
            text,
            "gpt-4.1 (openai)\n    standard output: ours 8, theirs 80\n\
             only ours: 1\n    whisper-1\n\
             models.dev: 2 models compared on 2026-09-22, 1 equal, 1 different\n"
        );
    }

    #[test]
    fn genai_prices_are_those_in_force_on_the_day() {
        let text = report(include_str!("../fixtures/genai-prices.json"));
        assert_eq!(
            text,
            "gpt-5.4 (openai)\n    standard long input: ours 5, theirs 4\n\
             genai-prices: 3 models compared on 2026-09-22, 2 equal, 1 different\n"
        );
    }

    #[test]
    fn anything_else_is_refused_in_words() {
        let day: Day = "2026-09-22".parse().unwrap();
        let error = price_list::read("{\"a\": 1}", day).err().unwrap();
        assert!(error.to_string().starts_with("neither litellm's map"));
    }
}
