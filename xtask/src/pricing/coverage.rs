//! `cargo xtask pricing coverage`: how old the prices of each vendor are, and how sure.

use anyhow::Result;
use tokenfare::pricing::Catalog;

use super::files;

/// Prints the table.
///
/// # Errors
/// Price files that cannot be read or contradict themselves.
pub fn run() -> Result<()> {
    let catalog = Catalog::from_file(files::load()?)?;
    print!("{}", table(&catalog));
    Ok(())
}

/// The table in Markdown.
pub fn table(catalog: &Catalog) -> String {
    let _ = catalog;
    String::new()
}
