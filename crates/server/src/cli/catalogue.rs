//! The operator's commands for the catalogue.

use std::io::{self, BufWriter, Write};
use std::path::PathBuf;

use clap::Subcommand;
use kagifuda_domain::catalogue::{ChangedProduct, Product, ProductCode};
use serde_json::{Map, Value, json};

use crate::admin::{Admin, AdminError, CatalogueImport};

#[derive(Subcommand)]
pub enum CatalogueCommand {
    /// Take over the products of a file, as `list --json` prints them: all of them, or none. Products that it does not name stay.
    Import {
        /// A JSON array of products.
        file: PathBuf,
        /// Only show what would be added and changed.
        #[arg(long)]
        dry_run: bool,
        /// One JSON object.
        #[arg(long)]
        json: bool,
    },
    /// Show the products.
    List {
        /// A JSON array, which `import` reads.
        #[arg(long)]
        json: bool,
    },
}

impl CatalogueCommand {
    pub async fn run(self, admin: &Admin) -> Result<(), AdminError> {
        match self {
            Self::Import { file, dry_run, json } => {
                let text = std::fs::read_to_string(&file)
                    .map_err(|error| AdminError::Failed(format!("{}: {error}", file.display()).into()))?;
                let import = admin.import_catalogue(&text, dry_run).await?;
                show(&import, dry_run, json)?;
                match import.refused.is_empty() {
                    true => Ok(()),
                    false => Err(AdminError::Sold(import.refused)),
                }
            }
            Self::List { json } => Ok(list(&admin.catalogue().await?, json)?),
        }
    }
}

fn show(import: &CatalogueImport, dry_run: bool, as_json: bool) -> io::Result<()> {
    let mut out = BufWriter::new(io::stdout());
    if as_json {
        writeln!(out, "{}", import_json(import, dry_run))?;
    } else {
        let compared = &import.comparison;
        for Product { code, .. } in &compared.added {
            writeln!(out, "added      {code}")?;
        }
        for changed in &compared.changed {
            for (field, before, after) in fields(changed) {
                writeln!(out, "changed    {}  {field}: {before} → {after}", changed.after.code)?;
            }
        }
        for code in &compared.unchanged {
            writeln!(out, "unchanged  {code}")?;
        }
        for code in &compared.kept {
            writeln!(out, "kept       {code}  (not in the file)")?;
        }
    }
    out.flush()
}

fn import_json(import: &CatalogueImport, dry_run: bool) -> Value {
    let compared = &import.comparison;
    let changed = |changed: &ChangedProduct| {
        let fields = fields(changed).into_iter();
        let field = |(field, before, after)| json!({ "field": field, "before": before, "after": after });
        json!({ "code": changed.after.code, "fields": fields.map(field).collect::<Vec<_>>() })
    };
    let added: Vec<&ProductCode> = compared.added.iter().map(|product| &product.code).collect();
    let refused = import
        .refused
        .iter()
        .map(|refused| json!({ "code": refused.code, "why": refused.to_string() }));
    json!({
        "dry_run": dry_run,
        "added": added,
        "changed": compared.changed.iter().map(changed).collect::<Vec<_>>(),
        "unchanged": compared.unchanged,
        "kept": compared.kept,
        "refused": refused.collect::<Vec<_>>(),
    })
}

/// What differs, each field with its value before and after. Of a text in two languages, the language that differs.
fn fields(changed: &ChangedProduct) -> Vec<(String, Value, Value)> {
    let (before, after) = (object(&changed.before), object(&changed.after));
    let mut fields = Vec::new();
    for (name, before) in before {
        let after = after.get(&name).cloned().unwrap_or_default();
        match (&before, &after) {
            (Value::Object(one), Value::Object(other)) if one.keys().eq(other.keys()) => {
                let parts = one
                    .iter()
                    .map(|(part, value)| (format!("{name}.{part}"), value.clone(), other[part].clone()));
                fields.extend(parts);
            }
            (_, _) => fields.push((name, before, after)),
        }
    }
    fields.retain(|(_, before, after)| before != after);
    fields
}

fn object(product: &Product) -> Map<String, Value> {
    json!(product).as_object().cloned().unwrap_or_default()
}

fn list(products: &[Product], as_json: bool) -> io::Result<()> {
    let mut out = BufWriter::new(io::stdout());
    if as_json {
        let lines: Result<Vec<String>, _> = products.iter().map(serde_json::to_string).collect();
        writeln!(out, "[\n  {}\n]", lines?.join(",\n  "))?;
    } else {
        for product in products {
            let (code, name) = (&product.code, &product.name);
            writeln!(out, "{code}  {}  {} / {}", product.terms(), name.ja, name.en)?;
        }
    }
    out.flush()
}
