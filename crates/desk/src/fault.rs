//! Errors become problems here, one by one: what a person can act on keeps its facts; a fault is logged with its causes
//! and gets a report number.

mod part;

use std::error::Error;
use std::path::Path;

use kagifuda_cache::CacheError;
use kagifuda_domain::ids::ParseHexError;
use kagifuda_domain::site::{Site, SiteError};
use kagifuda_print::{Batch, LabelsError, PreviewError, PrintError};
use kagifuda_sync::{CallError, FeedFault, ParseAddressError, SyncError};
use kagifuda_wire::problem::ProblemCode;
use uuid::Uuid;

use crate::problem::{CustomerProblem, Field, LicenceProblem, PaperProblem, Problem};
use crate::view::instant;

/// `number`, or the largest that fits: how windows, which count in `f64`, are told of it.
pub(crate) fn narrow(number: impl TryInto<u32>) -> u32 {
    number.try_into().unwrap_or(u32::MAX)
}

/// A fault of ours: into the log with all its causes, and a number to find it by.
pub(crate) fn failed(fault: &(dyn Error + 'static)) -> Problem {
    let report = Uuid::new_v4().simple().to_string()[..8].to_uppercase();
    let causes = causes(fault);
    tracing::error!(report, causes, "a fault");
    Problem::Failed { report }
}

fn causes(fault: &(dyn Error + 'static)) -> String {
    let mut said = fault.to_string();
    let mut cause = fault.source();
    while let Some(error) = cause {
        said = format!("{said}: {error}");
        cause = error.source();
    }
    said
}

impl From<CacheError> for Problem {
    fn from(error: CacheError) -> Self {
        match error {
            CacheError::WrongKey => Self::CacheWrongKey { path: None },
            CacheError::KeyMissing => Self::CacheKeyMissing { path: None },
            CacheError::Damaged => Self::CacheDamaged { path: None },
            CacheError::Vanished => Self::CacheVanished { path: None },
            CacheError::UnreadableRow { .. } => {
                tracing::error!(%error, "the cache is damaged");
                Self::CacheDamaged { path: None }
            }
            CacheError::FromNewerVersion { .. } => Self::CacheFromNewerVersion,
            CacheError::DiskFull => Self::DiskFull,
            CacheError::Access { path, source } => no_access(&path, &source),
            CacheError::OtherDealersWaiting(waiting) => Self::OtherDealersWaiting { waiting },
            CacheError::Busy | CacheError::CursorMoved { .. } => Self::CacheBusy,
            CacheError::Dangling(_) | CacheError::UnknownIntent(_) | CacheError::Failed(_) => failed(&error),
        }
    }
}

/// What the system says of a file.
pub(crate) fn no_access(path: &Path, source: &std::io::Error) -> Problem {
    if matches!(
        source.kind(),
        std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded
    ) {
        return Problem::DiskFull;
    }
    tracing::warn!(path = %path.display(), %source, "no access");
    Problem::FileAccess {
        path: path.display().to_string(),
    }
}

impl From<SyncError> for Problem {
    fn from(error: SyncError) -> Self {
        match error {
            SyncError::NotSignedIn => Self::NotSignedIn,
            SyncError::Call(call) => call.into(),
            SyncError::Feed(fault) => fault.into(),
            SyncError::Cache(cache) => cache.into(),
            SyncError::Lock { path, source } => no_access(&path, &source),
            SyncError::Keys(_) | SyncError::Unwritable(_) | SyncError::Worker(_) => failed(&error),
        }
    }
}

impl From<CallError> for Problem {
    fn from(error: CallError) -> Self {
        tracing::info!(causes = causes(&error), "no good answer");
        match error {
            CallError::Unreachable(_) => Self::Unreachable,
            CallError::NotTheServer(_) => Self::NotTheServer,
            CallError::CertificateRefused(_) => Self::CertificateRefused,
            CallError::TlsFailed(_) => Self::TlsFailed,
            CallError::Gateway(_) => Self::ServerUnavailable,
            CallError::UnknownProblem(_) => Self::VersionsDiffer,
            CallError::Refused(code) => code.into(),
            CallError::Client(_) => failed(&error),
        }
    }
}

impl From<FeedFault> for Problem {
    fn from(fault: FeedFault) -> Self {
        tracing::error!(causes = causes(&fault), "the feed is not applied");
        match fault {
            FeedFault::Gap { expected, found } => Self::FeedGap {
                expected: narrow(expected),
                found: narrow(found),
            },
            FeedFault::BadSignature { number, .. } => Self::BadSignature { number: narrow(number) },
            FeedFault::Unreadable { number, .. } => Self::UnreadableRecord { number: narrow(number) },
            FeedFault::WentBack { cursor, head } => Self::ServerWentBack {
                cursor: narrow(cursor),
                head: narrow(head),
            },
        }
    }
}

impl From<ProblemCode> for Problem {
    fn from(code: ProblemCode) -> Self {
        match code {
            ProblemCode::NotSignedIn | ProblemCode::AccessExpired | ProblemCode::SessionEnded => Self::SessionEnded,
            ProblemCode::WrongCredentials => Self::WrongCredentials,
            ProblemCode::SecondFactorWanted => Self::SecondFactorWanted,
            ProblemCode::SecondFactorWrong => Self::SecondFactorWrong,
            ProblemCode::SecondFactorDemanded => Self::SecondFactorDemanded,
            ProblemCode::TooManyTries { retry_after } => Self::TooManyTries {
                retry_after: narrow(retry_after),
            },
            ProblemCode::RoleMayNot => Self::RoleMayNot,
            ProblemCode::CursorAhead { head } => Self::ServerWentBack {
                cursor: narrow(head + 1),
                head: narrow(head),
            },
            ProblemCode::KeyCount { found, max } => Self::KeyCount {
                found: narrow(found),
                max: narrow(max),
            },
            ProblemCode::LinesRefused { lines } => Self::LinesRefused {
                lines: lines.into_iter().map(Into::into).collect(),
            },
            ProblemCode::ExtendInstead => Self::ExtendInstead,
            ProblemCode::SubscribedElsewhere => Self::SubscribedElsewhere,
            ProblemCode::NothingToExtend => Self::NothingToExtend,
            ProblemCode::GraceOver { last_day } => Self::GraceOver {
                last_day: last_day.to_string(),
            },
            ProblemCode::OverSixYears { months } => Self::OverSixYears {
                months: (months > 0).then_some(months),
            },
            ProblemCode::TrialExtendsNothing => Self::TrialExtendsNothing,
            ProblemCode::AskSupplier => Self::AskSupplier,
            ProblemCode::TermsNotAccepted { terms, version } => Self::TermsNotAccepted {
                terms: terms.into(),
                version: version.0,
            },
            ProblemCode::CardServed => Self::CardServed,
            ProblemCode::StandingChanged { .. } => Self::StandingChanged,
            ProblemCode::NoMoreNumbers => Self::NoMoreNumbers,
            ProblemCode::NumberNotOffered => Self::NumberNotOffered,
            ProblemCode::NumberHoldEnded { until } => Self::NumberHoldEnded { until: instant(until) },
            ProblemCode::LicenceKeyUnknown => Self::Licence(LicenceProblem::LicenceKeyUnknown),
            ProblemCode::LicenceKeyUsed => Self::Licence(LicenceProblem::LicenceKeyUsed),
            ProblemCode::WindowNotOpen { opens } => Self::Licence(LicenceProblem::WindowNotOpen {
                opens: opens.to_string(),
            }),
            ProblemCode::RenewInstead { opens } => Self::Licence(LicenceProblem::RenewInstead {
                opens: opens.to_string(),
            }),
            ProblemCode::DeviceDeleted { on } => Self::Licence(LicenceProblem::DeviceDeleted { on: on.to_string() }),
            ProblemCode::Unconfirmed { missing } => Self::Licence(LicenceProblem::Unconfirmed {
                missing: missing.into_iter().map(Into::into).collect(),
            }),
            ProblemCode::DevicesLeft { count, missing } => Self::Licence(LicenceProblem::DevicesLeft {
                count: narrow(count),
                missing: missing.into_iter().map(Into::into).collect(),
            }),
            ProblemCode::ShownNoLonger { .. } => Self::Licence(LicenceProblem::ShownNoLonger),
            ProblemCode::MacTaken { .. } => Self::Licence(LicenceProblem::MacTaken),
            ProblemCode::DomainNameTaken => Self::Licence(LicenceProblem::DomainNameTaken),
            ProblemCode::RemoRefused {
                reason,
                last_day,
                left,
                expiry,
                days_lost,
            } => Self::Licence(LicenceProblem::RemoRefused {
                reason,
                todo: reason,
                last_day: last_day.map(|day| day.to_string()),
                left: left.and_then(|left| left.try_into().ok()),
                expiry: expiry.map(|day| day.to_string()),
                days_lost: days_lost.and_then(|days| days.try_into().ok()),
            }),
            ProblemCode::CustomerUnknown { .. } => Self::Customer(CustomerProblem::CustomerUnknown),
            ProblemCode::CustomerChanged { .. } => Self::Customer(CustomerProblem::CustomerChanged),
            ProblemCode::CustomerMerged { .. } => Self::Customer(CustomerProblem::CustomerMerged),
            ProblemCode::MergeWithItself => Self::Customer(CustomerProblem::MergeWithItself),
            ProblemCode::DeviceMoved { .. } => Self::Customer(CustomerProblem::DeviceMoved),
            ProblemCode::DeviceUnknown => Self::Customer(CustomerProblem::DeviceUnknown),
            ProblemCode::NotFound => Self::Gone,
            ProblemCode::LinkUnknown => Self::LinkUnknown,
            ProblemCode::LinkUsed => Self::LinkUsed,
            ProblemCode::LinkExpired { until } => Self::LinkExpired { until: instant(until) },
            ProblemCode::AddressKnown => Self::AddressKnown,
            ProblemCode::LoginTaken => Self::LoginTaken,
            ProblemCode::FieldsRefused { fields } => Self::FieldsRefused {
                fields: fields.into_iter().map(Into::into).collect(),
            },
            ProblemCode::ConsentOutdated { .. } => Self::ConsentOutdated,
            ProblemCode::PasswordRefused { why } => Self::PasswordRefused { why: why.into() },
            ProblemCode::LastOwner => Self::LastOwner,
            ProblemCode::SecondFactorOff => Self::SecondFactorOff,
            ProblemCode::SecondFactorOn => Self::SecondFactorOn,
            ProblemCode::Internal { report } => Self::ServerFault {
                report: report.to_string(),
            },
            ProblemCode::Maintenance { window } => Self::Maintenance {
                until: instant(window.to),
            },
            ProblemCode::Unavailable => Self::ServerUnavailable,
            // A desk and a server that understand each other never say these, or only about what no desk asks for yet.
            ProblemCode::BadRequest { .. }
            | ProblemCode::IdempotencyKeyMissing
            | ProblemCode::IdempotencyKeyReused
            | ProblemCode::MethodNotAllowed
            | ProblemCode::BodyTooLarge { .. } => Self::VersionsDiffer,
        }
    }
}

impl From<ParseAddressError> for Problem {
    fn from(error: ParseAddressError) -> Self {
        Self::ServerAddress {
            typed: match error {
                ParseAddressError::NoAddress { typed } => Some(typed),
                ParseAddressError::MoreThanAddress => None,
            },
        }
    }
}

/// What is wrong with the number in `field`.
pub(crate) fn mistyped(field: Field) -> impl Fn(ParseHexError) -> Problem {
    move |error| match error {
        ParseHexError::Length { expected, or, found } => Problem::NumberLength {
            field,
            expected: narrow(expected),
            or: or.map(narrow),
            found: narrow(found),
        },
        ParseHexError::Symbol {
            symbol,
            position,
            meant,
        } => Problem::NumberSymbol {
            field,
            symbol: symbol.to_string(),
            position: narrow(position),
            meant: meant.map(|digit| digit.to_string()),
        },
    }
}

impl From<SiteError> for Problem {
    fn from(error: SiteError) -> Self {
        match error {
            SiteError::TooLong { line, found } => Self::SiteTooLong {
                line: narrow(line),
                found: narrow(found),
                max: narrow(Site::LINE_CHARACTERS),
            },
            // It does not show, so it is named by its number.
            SiteError::Direction { line, symbol } => Self::SiteUnprintable {
                line: narrow(line),
                characters: format!("U+{:04X}", u32::from(symbol)),
            },
        }
    }
}

/// What stands in the way of printing; `name` tells what a document, counted from 0, is called.
pub(crate) fn unprinted(error: PrintError, name: impl Fn(usize) -> String) -> Problem {
    let problem = match error {
        PrintError::Empty => PaperProblem::NothingToPrint,
        PrintError::TooMany { found } => PaperProblem::TooManySheets {
            found: narrow(found),
            max: narrow(Batch::MOST_ITEMS),
        },
        PrintError::PaperNotOffered { .. } => PaperProblem::PaperNotOffered,
        PrintError::MissingGlyphs { characters, item } => PaperProblem::MissingGlyphs {
            characters,
            of: item.map(name),
        },
        PrintError::TooLong { text, item } => PaperProblem::TextTooLong {
            text,
            of: item.map(name),
        },
        PrintError::Labels(LabelsError::Start { labels, start }) => PaperProblem::LabelPlace {
            labels: narrow(labels),
            start: narrow(start),
        },
        PrintError::Labels(LabelsError::Sheet { .. } | LabelsError::Shift) => PaperProblem::LabelSheetUnusable,
        PrintError::Keys { .. } | PrintError::Broken(_) => return failed(&error),
    };
    problem.into()
}

impl From<PreviewError> for Problem {
    fn from(error: PreviewError) -> Self {
        failed(&error)
    }
}

impl From<tokio::task::JoinError> for Problem {
    fn from(error: tokio::task::JoinError) -> Self {
        failed(&error)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tsu_7_no_month_that_can_be_added_is_no_number() {
        for (months, told) in [(0, None), (1, Some(1)), (72, Some(72))] {
            let problem = Problem::from(ProblemCode::OverSixYears { months });
            assert_eq!(problem, Problem::OverSixYears { months: told });
        }
    }
}
