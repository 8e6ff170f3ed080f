//! How documents are printed, whatever stands on them: paper, language, whom to ask, and what the office has set.

use chrono::{DateTime, Utc};
use kagifuda_cache::Account;
use kagifuda_domain::print::Document;
use kagifuda_print::{Batch, Contents, Cut, Item, LabelSheet, Labels, Layout, PublicAddress, Supplier};
use serde::{Deserialize, Serialize};

use crate::Desk;
use crate::fault::no_access;
use crate::problem::{PaperProblem, Problem};
use crate::view::{LabelSheetView, Language, Paper, PrintForm, PrintSettings, PrinterSettings};

/// The setting that [`PrintSettings`] are kept under.
const SETTINGS: &str = "print";
/// What this computer last printed on, which it offers first.
pub(super) const LAST_PRINTER: &str = "printer";
const LAST_LABEL_SHEET: &str = "label-sheet";
/// Sheets of labels of the office's own, in its home: a JSON list as [`LabelSheet`] reads it.
const OWN_SHEETS: &str = "label-sheets.json";

/// What documents of one file share.
#[derive(Clone, Serialize, Deserialize)]
pub(super) struct Setup {
    pub layout: Layout,
    pub language: kagifuda_print::Language,
    pub masked: bool,
    pub printed_at: DateTime<Utc>,
    #[serde(with = "address")]
    pub address: Option<PublicAddress>,
    pub supplier: Supplier,
}

impl Setup {
    /// A file of `items`.
    pub fn batch(&self, items: Vec<Item>, contents: Option<Contents>) -> Batch {
        Batch {
            layout: self.layout.clone(),
            language: self.language,
            printed_at: self.printed_at,
            address: self.address.clone(),
            supplier: self.supplier.clone(),
            masked: self.masked,
            contents,
            items,
        }
    }
}

/// An address, as text.
mod address {
    use kagifuda_print::PublicAddress;
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    pub fn serialize<S: Serializer>(address: &Option<PublicAddress>, serializer: S) -> Result<S::Ok, S::Error> {
        address.as_ref().map(ToString::to_string).serialize(serializer)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<PublicAddress>, D::Error> {
        let text = Option::<String>::deserialize(deserializer)?;
        text.map(|text| text.parse())
            .transpose()
            .map_err(serde::de::Error::custom)
    }
}

impl Desk {
    /// How `form` is to be printed; for labels on `printer`, with what sets that right.
    pub(super) async fn setup(
        &self,
        form: &PrintForm,
        account: &Account,
        printer: Option<&str>,
    ) -> Result<Setup, Problem> {
        let settings = self.print_settings().await?;
        let (dealer, server) = self.cache.supplier().await?;
        let address: Option<PublicAddress> = server.and_then(|server| server.public_address.parse().ok());
        let address = match address {
            Some(_) if settings.numbers_only => None,
            Some(address) => Some(address),
            None if settings.numbers_only => None,
            None => return Err(PaperProblem::PublicAddress.into()),
        };
        let supplier = match dealer {
            Some(dealer) => Supplier {
                company: dealer.company,
                phone: dealer.phone,
                email: Some(dealer.email),
            },
            None => Supplier {
                company: account.company.clone(),
                phone: None,
                email: None,
            },
        };
        Ok(Setup {
            layout: self.layout(form, printer).await?,
            language: form.language.into(),
            masked: form.masked,
            printed_at: self.now()?,
            address,
            supplier,
        })
    }

    async fn layout(&self, form: &PrintForm, printer: Option<&str>) -> Result<Layout, Problem> {
        let is_label = Document::from(form.document) == Document::KeyLabel;
        if is_label != form.labels.is_some() {
            return Err(PaperProblem::PaperNotOffered.into());
        }
        if let Some(chosen) = &form.labels {
            let sheet = named(self.sheets()?, &chosen.sheet);
            let (shift, scale) = self.set_right(printer).await?;
            return Ok(Layout::Labels(Labels {
                sheet: sheet.ok_or_else(|| PaperProblem::LabelSheetUnknown {
                    sheet: chosen.sheet.clone(),
                })?,
                start: chosen.start as usize,
                shift,
                scale,
            }));
        }
        Ok(match form.paper {
            Paper::A4 => Layout::Page(kagifuda_print::Paper::A4),
            Paper::A6 => Layout::Page(kagifuda_print::Paper::A6),
            Paper::FourUp => Layout::Cards(Cut::Four),
            Paper::EightUp => Layout::Cards(Cut::Eight),
        })
    }

    /// How far labels on `printer` are moved, to the right and downwards, and by how much they are larger.
    pub(super) async fn set_right(&self, printer: Option<&str>) -> Result<([f32; 2], f32), Problem> {
        let settings = self.print_settings().await?;
        let of_printer = printer.and_then(|printer| settings.printers.into_iter().find(|set| set.name == printer));
        let PrinterSettings { right, down, scale, .. } = of_printer.unwrap_or_default();
        Ok(([right, down], scale))
    }

    /// The sheets of labels there are: those that are known, and the office's own.
    fn sheets(&self) -> Result<Vec<LabelSheet>, Problem> {
        let path = self.home.folder().join(OWN_SHEETS);
        let mut sheets = LabelSheet::known();
        match std::fs::read_to_string(&path) {
            Ok(text) => {
                let own: Vec<LabelSheet> = serde_json::from_str(&text).map_err(|_| {
                    let path = path.display().to_string();
                    PaperProblem::LabelSheetsUnreadable { path }
                })?;
                sheets.extend(own);
            }
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
            Err(error) => return Err(no_access(&path, &error)),
        }
        Ok(sheets)
    }

    /// Keeps what was printed on.
    pub(super) async fn printed_on(&self, layout: &Layout, printer: Option<&str>) -> Result<(), Problem> {
        let sheet = match layout {
            Layout::Labels(labels) => Some(labels.sheet.name.as_str()),
            Layout::Page(_) | Layout::Cards(_) => None,
        };
        for (name, used) in [(LAST_PRINTER, printer), (LAST_LABEL_SHEET, sheet)] {
            if let Some(used) = used {
                self.cache.set_setting(name, used).await?;
            }
        }
        Ok(())
    }

    /// The sheets of labels that can be printed on.
    pub async fn label_sheets(&self) -> Result<Vec<LabelSheetView>, Problem> {
        let last = self.cache.setting(LAST_LABEL_SHEET).await?;
        let view = |sheet: LabelSheet| LabelSheetView {
            columns: crate::fault::narrow(sheet.columns),
            rows: crate::fault::narrow(sheet.rows),
            width: sheet.width,
            height: sheet.height,
            usual: last.as_ref() == Some(&sheet.name),
            name: sheet.name,
        };
        Ok(self.sheets()?.into_iter().map(view).collect())
    }

    /// What the office has set for printing.
    pub async fn print_settings(&self) -> Result<PrintSettings, Problem> {
        let kept = self.cache.setting(SETTINGS).await?;
        // What an older version kept and this one cannot read is as if nothing were set.
        Ok(kept
            .and_then(|kept| serde_json::from_str(&kept).ok())
            .unwrap_or_default())
    }

    /// Sets it; figures out of bounds are set to the nearest that make sense.
    pub async fn set_print_settings(&self, mut settings: PrintSettings) -> Result<PrintSettings, Problem> {
        for printer in &mut settings.printers {
            *printer = printer.within_bounds();
        }
        let kept = serde_json::to_string(&settings).map_err(|error| crate::fault::failed(&error))?;
        self.cache.set_setting(SETTINGS, &kept).await?;
        Ok(settings)
    }
}

/// The one of `sheets` that is called `name`, or the only one that has all the words of it in its own, such as its number.
fn named(sheets: Vec<LabelSheet>, name: &str) -> Option<LabelSheet> {
    if let Some(exactly) = sheets.iter().find(|sheet| sheet.name == name) {
        return Some(exactly.clone());
    }
    let has = |sheet: &LabelSheet, part: &str| sheet.name.split(' ').any(|word| word == part);
    let mut such = sheets
        .into_iter()
        .filter(|sheet| name.split_whitespace().all(|part| has(sheet, part)));
    such.next().filter(|_| such.next().is_none())
}

impl PrinterSettings {
    fn within_bounds(&self) -> Self {
        let within = |value: f32, least: f32, most: f32, usual: f32| {
            if value.is_finite() {
                value.clamp(least, most)
            } else {
                usual
            }
        };
        Self {
            name: self.name.clone(),
            right: within(self.right, -20.0, 20.0, 0.0),
            down: within(self.down, -20.0, 20.0, 0.0),
            scale: within(self.scale, 0.9, 1.1, 1.0),
        }
    }
}

impl From<Language> for kagifuda_print::Language {
    fn from(language: Language) -> Self {
        match language {
            Language::Ja => Self::Ja,
            Language::En => Self::En,
        }
    }
}

impl From<kagifuda_print::Language> for Language {
    fn from(language: kagifuda_print::Language) -> Self {
        match language {
            kagifuda_print::Language::Ja => Self::Ja,
            kagifuda_print::Language::En => Self::En,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sheet_of_labels_is_found_by_what_tells_it_from_all_others() {
        let all = LabelSheet::known();
        for sheet in &all {
            let number = sheet.name.split(' ').nth(1).unwrap();
            for name in [sheet.name.as_str(), number] {
                assert_eq!(named(all.clone(), name).as_ref(), Some(sheet), "{name}");
            }
        }
        for name in ["エーワン", "24面", "", "99999"] {
            assert_eq!(named(all.clone(), name), None, "{name}");
        }
    }
}
