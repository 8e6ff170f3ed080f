//! Looking keys up. No network on the way, ever.

use kagifuda_cache::{Filter, KeyRow, ThingKind};
use kagifuda_domain::catalogue::Bilingual;
use kagifuda_domain::ids::ActivationKeyNo;

use crate::Desk;
use crate::fault::mistyped;
use crate::print::history::print_record;
use crate::problem::{Field, Problem};
use crate::view::{BilingualView, FindView, HitView, KeyView, instant, programme};

/// Characters, spaces around them left out, that a query must have.
pub(crate) const SHORTEST_QUERY: usize = 2;

impl Desk {
    /// At most `limit` activation keys that `query` finds in any field, best first.
    pub async fn find(&self, query: &str, limit: u32) -> Result<FindView, Problem> {
        if query.trim().chars().count() < SHORTEST_QUERY {
            return Err(Problem::QueryTooShort);
        }
        self.account().await?;
        let found = self.cache.find(query, limit).await?;
        Ok(FindView {
            hits: found.hits.iter().map(hit).collect(),
            more: found.more,
        })
    }

    /// The activation key of the number `typed`, in any form a person types.
    pub async fn key(&self, typed: &str) -> Result<KeyView, Problem> {
        self.account().await?;
        let row = self.row(parse_no(typed)?).await?;
        let mut prints = self.cache.prints_of(&row.activation_key.into()).await?;
        prints.reverse();
        Ok(KeyView {
            hit: hit(&row),
            product_name: bilingual(&row.product.name),
            purpose: bilingual(&row.product.purpose),
            programme: programme(row.product.programme).to_owned(),
            issued_by: row.binding.map(|binding| binding.issued_by),
            prints: prints.into_iter().map(|row| print_record(row.print)).collect(),
        })
    }

    /// What is known of the key `no`.
    pub(crate) async fn row(&self, no: ActivationKeyNo) -> Result<KeyRow, Problem> {
        self.cache.key(no).await?.ok_or_else(|| Problem::UnknownKey {
            activation_key: no.to_string(),
        })
    }
}

pub(crate) fn parse_no(typed: &str) -> Result<ActivationKeyNo, Problem> {
    typed.parse().map_err(mistyped(Field::ActivationKey))
}

/// `query`, or nothing where it is too short to look for anything.
pub(crate) fn worth_asking(query: &str) -> &str {
    let query = query.trim();
    if query.chars().count() < SHORTEST_QUERY {
        ""
    } else {
        query
    }
}

/// Things of one kind.
pub(crate) fn of_kind(kind: ThingKind) -> Filter {
    Filter {
        kinds: vec![kind],
        ..Filter::default()
    }
}

fn hit(row: &KeyRow) -> HitView {
    let binding = row.binding.as_ref();
    HitView {
        activation_key: row.activation_key.to_string(),
        registration_id: row.registration_id.to_string(),
        product: row.product.code.to_string(),
        device: binding.map(|binding| binding.device.to_string()),
        registration_key: binding.map(|binding| binding.registration_key.to_string()),
        site: row
            .site
            .as_ref()
            .map(|site| site.one_line())
            .filter(|site| !site.is_empty()),
        customer: row.customer.as_ref().map(|customer| customer.name.clone()),
        issued_at: binding.map(|binding| instant(binding.issued_at)),
    }
}

pub(crate) fn bilingual(text: &Bilingual) -> BilingualView {
    BilingualView {
        ja: text.ja.clone(),
        en: text.en.clone(),
    }
}
