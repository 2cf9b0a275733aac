//! Lists the migrations: each file `NNNN_name.sql` of `schema/`, in order. A new one needs no line anywhere.

use std::error::Error;
use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs};

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=schema");
    let folder = Path::new(&env::var("CARGO_MANIFEST_DIR")?).join("schema");
    let mut files: Vec<String> = Vec::new();
    for entry in fs::read_dir(&folder)? {
        files.push(entry?.file_name().into_string().map_err(|name| format!("{} is no name", name.display()))?);
    }
    files.sort();
    let mut list = String::from("&[\n");
    for file in &files {
        let (number, name) = file
            .strip_suffix(".sql")
            .and_then(|stem| stem.split_once('_'))
            .ok_or_else(|| format!("{file}: a migration is called NNNN_name.sql"))?;
        let number: i64 = number.parse().map_err(|_| format!("{file}: a migration begins with its number"))?;
        writeln!(list, "    ({number}, {name:?}, include_str!({:?})),", folder.join(file).display().to_string())?;
    }
    list.push(']');
    Ok(fs::write(Path::new(&env::var("OUT_DIR")?).join("migrations.rs"), list)?)
}
