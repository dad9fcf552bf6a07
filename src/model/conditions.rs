//! The conditions of the machine that automatic refreshes heed.

/// What the system says. All is false where it says nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Conditions {
    /// There is no network at all.
    pub is_offline: bool,
    pub is_on_battery: bool,
    /// The network costs by volume, such as that of a telephone.
    pub is_metered: bool,
}
