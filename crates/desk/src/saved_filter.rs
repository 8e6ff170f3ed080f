//! Questions that a member keeps under a name, on this computer alone.

use kagifuda_cache::SavedFilter;
use kagifuda_domain::text::{is_blank, is_hidden};

use crate::Desk;
use crate::fault::narrow;
use crate::problem::Problem;
use crate::view::{LookUpForm, SavedFilterView};

/// Characters of the longest name.
const LONGEST_NAME: usize = 40;

impl Desk {
    /// The member's filters, by name.
    pub async fn saved_filters(&self) -> Result<Vec<SavedFilterView>, Problem> {
        let login = self.account().await?.login;
        let kept = self.cache.saved_filters::<LookUpForm>(&login).await?;
        let view = |kept: SavedFilter<LookUpForm>| SavedFilterView {
            name: kept.name,
            form: kept.filter,
        };
        Ok(kept.into_iter().map(view).collect())
    }

    /// Keeps `form` under `name`. A filter of that name stays as it is: [`Problem::FilterNameTaken`].
    pub async fn save_filter(&self, name: &str, form: LookUpForm) -> Result<Vec<SavedFilterView>, Problem> {
        let login = self.account().await?.login;
        let name = filter_name(name)?;
        let kept = SavedFilter {
            name: name.clone(),
            filter: form,
        };
        if !self.cache.save_filter(&login, &kept).await? {
            return Err(Problem::FilterNameTaken { name });
        }
        self.saved_filters().await
    }

    /// Calls the filter `from` from now on `to`.
    pub async fn rename_filter(&self, from: &str, to: &str) -> Result<Vec<SavedFilterView>, Problem> {
        let login = self.account().await?.login;
        let to = filter_name(to)?;
        if from != to && !self.cache.rename_filter(&login, from, &to).await? {
            let kept = self.saved_filters().await?;
            let taken = kept.iter().any(|kept| kept.name == to);
            return Err(if taken {
                Problem::FilterNameTaken { name: to }
            } else {
                Problem::ThingGone
            });
        }
        self.saved_filters().await
    }

    /// Drops the filter `name`. Whoever regrets it saves it again.
    pub async fn delete_filter(&self, name: &str) -> Result<Vec<SavedFilterView>, Problem> {
        let login = self.account().await?.login;
        self.cache.delete_filter(&login, name).await?;
        self.saved_filters().await
    }
}

fn filter_name(typed: &str) -> Result<String, Problem> {
    let name = typed.trim();
    if is_blank(name) || name.contains(is_hidden) || name.chars().count() > LONGEST_NAME {
        return Err(Problem::FilterName {
            max: narrow(LONGEST_NAME),
        });
    }
    Ok(name.into())
}
