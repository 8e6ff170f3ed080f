//! What kind of thing a problem is.

use super::Problem;

/// What kind of thing stands in the way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// It was understood, and may not or cannot be.
    Refused,
    /// What was typed cannot be right.
    Mistyped,
    /// The licensing server gave no answer.
    NotReached,
    /// Something failed, here or there.
    Failed,
}

impl Problem {
    /// What kind of thing stands in the way.
    pub fn kind(&self) -> Kind {
        match self {
            Self::NotSignedIn
            | Self::WrongCredentials
            | Self::SecondFactorWanted
            | Self::SecondFactorWrong
            | Self::SecondFactorDemanded
            | Self::TooManyTries { .. }
            | Self::SessionEnded
            | Self::RoleMayNot
            | Self::OtherDealersWaiting { .. }
            | Self::LoginTaken
            | Self::ConsentOutdated
            | Self::LastOwner
            | Self::SecondFactorOff
            | Self::SecondFactorOn
            | Self::LinkUnknown
            | Self::LinkUsed
            | Self::LinkExpired { .. }
            | Self::AddressKnown
            | Self::Gone
            | Self::UnknownKey { .. }
            | Self::ThingGone
            | Self::FilterNameTaken { .. }
            | Self::KeyCount { .. }
            | Self::LinesRefused { .. }
            | Self::ExtendInstead
            | Self::SubscribedElsewhere
            | Self::NothingToExtend
            | Self::GraceOver { .. }
            | Self::OverSixYears { .. }
            | Self::TrialExtendsNothing
            | Self::AskSupplier
            | Self::TermsNotAccepted { .. }
            | Self::CardServed
            | Self::StandingChanged
            | Self::NoMoreNumbers
            | Self::NumberNotOffered
            | Self::NumberHoldEnded { .. }
            | Self::NotAFile { .. } => Kind::Refused,

            Self::ServerAddress { .. }
            | Self::FormMistyped { .. }
            | Self::FieldsRefused { .. }
            | Self::PasswordRefused { .. }
            | Self::NumberLength { .. }
            | Self::NumberSymbol { .. }
            | Self::MailAddress { .. }
            | Self::MailSubject { .. }
            | Self::SiteTooLong { .. }
            | Self::SiteUnprintable { .. }
            | Self::QueryTooShort
            | Self::PlanMistyped { .. }
            | Self::DayUnreadable { .. }
            | Self::PeriodReversed { .. }
            | Self::FilterName { .. } => Kind::Mistyped,

            Self::Unreachable
            | Self::NotTheServer
            | Self::CertificateRefused
            | Self::Maintenance { .. }
            | Self::TlsFailed
            | Self::ServerUnavailable => Kind::NotReached,

            Self::ServerFault { .. }
            | Self::VersionsDiffer
            | Self::FeedGap { .. }
            | Self::BadSignature { .. }
            | Self::UnreadableRecord { .. }
            | Self::ServerWentBack { .. }
            | Self::ClockUnusable { .. }
            | Self::CacheWrongKey { .. }
            | Self::CacheKeyMissing { .. }
            | Self::CacheDamaged { .. }
            | Self::CacheVanished { .. }
            | Self::CacheFromNewerVersion
            | Self::CacheBusy
            | Self::DiskFull
            | Self::FileAccess { .. }
            | Self::ClipboardClosed
            | Self::Failed { .. } => Kind::Failed,

            Self::Licence(problem) => problem.kind(),
            Self::Customer(problem) => problem.kind(),
            Self::Scan(problem) => problem.kind(),
            Self::Paper(problem) => problem.kind(),
        }
    }
}
