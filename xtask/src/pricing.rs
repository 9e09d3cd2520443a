//! `xtask pricing`: the hand-edited price files and what is made from them.

use std::error::Error;
use std::path::Path;

use tokenfare::pricing::authoring;

/// Writes `pricing/catalog.json` and `pricing/schema.json` from the types and `pricing/*.toml`.
pub fn build(root: &Path) -> Result<(), Box<dyn Error>> {
    let folder = root.join("pricing");
    let catalog = authoring::load_directory(&folder)?;
    std::fs::write(folder.join("catalog.json"), authoring::to_json(&catalog)?)?;
    std::fs::write(folder.join("schema.json"), authoring::json_schema())?;
    Ok(())
}
