//! The four looks, colour by colour.
#![allow(
    clippy::unreadable_literal,
    reason = "six hexadecimal digits are how colours are written everywhere"
)]

use egui::Color32;

use super::Theme;

/// A colour from six hexadecimal digits.
const fn rgb(hex: u32) -> Color32 {
    let [_, red, green, blue] = hex.to_be_bytes();
    Color32::from_rgb(red, green, blue)
}

impl Theme {
    /// Ink on warm paper.
    #[must_use]
    pub fn light() -> Self {
        Self {
            is_dark: false,
            sidebar: rgb(0xefece6),
            list: rgb(0xf8f6f2),
            article: rgb(0xfdfcf9),
            popup: rgb(0xfffefb),
            field: rgb(0xfffefb),
            ink: rgb(0x211e1a),
            dim: rgb(0x5c574f),
            faint: rgb(0x6b655c),
            hairline: rgb(0xe1dcd2),
            border: rgb(0x857d70),
            accent: rgb(0x1f62ad),
            on_accent: rgb(0xffffff),
            selection: rgb(0xdce6f2),
            hover: rgb(0xe9e5dd),
            unread: rgb(0x2a72c8),
            star: rgb(0xa56c05),
            warning: rgb(0x8a5300),
            error: rgb(0xb3261e),
            link: rgb(0x1b5fae),
            code_background: rgb(0xf4f1ea),
            mark: rgb(0xfbe9a6),
            found: rgb(0xffc24d),
            quote_bar: rgb(0xd8d2c6),
            text_selection: rgb(0xcfe0f5),
            spoken: rgb(0xe1ebdd),
            focus: rgb(0x1f62ad),
            scroll_handle: rgb(0xc9c2b5),
            shadow: Color32::from_black_alpha(28),
            tokens: [
                rgb(0x6b665c), // comment
                rgb(0x9b2393), // keyword
                rgb(0x0b6a78), // type
                rgb(0x2456b3), // function
                rgb(0x9c3118), // string
                rgb(0x8a5300), // escape
                rgb(0x1c5fa8), // number
                rgb(0x1c5fa8), // constant
                rgb(0x3d3a34), // variable
                rgb(0x6a41a8), // builtin
                rgb(0x8c2a4e), // tag
                rgb(0x7a5200), // attribute
                rgb(0x5a554c), // operator
                rgb(0x5a554c), // punctuation
                rgb(0x66615a), // meta
                rgb(0x1d6b34), // inserted
                rgb(0xb3261e), // deleted
                rgb(0xb3261e), // error
            ],
        }
    }

    /// Light on neutral dark grey.
    #[must_use]
    pub fn dark() -> Self {
        Self {
            is_dark: true,
            sidebar: rgb(0x161618),
            list: rgb(0x19191b),
            article: rgb(0x1b1b1d),
            popup: rgb(0x232326),
            field: rgb(0x131315),
            ink: rgb(0xe4e2de),
            dim: rgb(0xa8a6a1),
            faint: rgb(0x9a9893),
            hairline: rgb(0x2f2f32),
            border: rgb(0x78787c),
            accent: rgb(0x73aef5),
            on_accent: rgb(0x10141a),
            selection: rgb(0x22303f),
            hover: rgb(0x262629),
            unread: rgb(0x5b9df0),
            star: rgb(0xe2b04a),
            warning: rgb(0xe0a95c),
            error: rgb(0xf28b82),
            link: rgb(0x7db3f5),
            code_background: rgb(0x242427),
            mark: rgb(0x423a17),
            found: rgb(0x8a5a00),
            quote_bar: rgb(0x3d3d41),
            text_selection: rgb(0x263d5a),
            spoken: rgb(0x2a3a2d),
            focus: rgb(0x73aef5),
            scroll_handle: rgb(0x47474c),
            shadow: Color32::from_black_alpha(110),
            tokens: [
                rgb(0x918f8a), // comment
                rgb(0xd79bdc), // keyword
                rgb(0x7fcfd6), // type
                rgb(0x8ab8f5), // function
                rgb(0xe2a07e), // string
                rgb(0xe8c07a), // escape
                rgb(0xa9cf9a), // number
                rgb(0xa9cf9a), // constant
                rgb(0xd8d5cf), // variable
                rgb(0xc0a6ee), // builtin
                rgb(0xef9ab0), // tag
                rgb(0xdcbf85), // attribute
                rgb(0xb5b2ac), // operator
                rgb(0xa8a6a1), // punctuation
                rgb(0x9c9a95), // meta
                rgb(0x8fd19e), // inserted
                rgb(0xf0958d), // deleted
                rgb(0xf28b82), // error
            ],
        }
    }

    /// Ink on yellowed paper.
    #[must_use]
    pub fn sepia() -> Self {
        Self {
            is_dark: false,
            sidebar: rgb(0xe9dec7),
            list: rgb(0xf1e8d5),
            article: rgb(0xf6eedd),
            popup: rgb(0xfaf3e4),
            field: rgb(0xfbf5e8),
            ink: rgb(0x3b2f20),
            dim: rgb(0x624f39),
            faint: rgb(0x6b5841),
            hairline: rgb(0xdccfb3),
            border: rgb(0x84735a),
            accent: rgb(0x84470f),
            on_accent: rgb(0xfff9ec),
            selection: rgb(0xdfd2b4),
            hover: rgb(0xe6dac0),
            unread: rgb(0xa5591a),
            star: rgb(0x96640a),
            warning: rgb(0x7d4a00),
            error: rgb(0xa3281c),
            link: rgb(0x80450f),
            code_background: rgb(0xede2cc),
            mark: rgb(0xf2d98a),
            found: rgb(0xf0b040),
            quote_bar: rgb(0xd3c3a2),
            text_selection: rgb(0xe3cf9f),
            spoken: rgb(0xe0e0b4),
            focus: rgb(0x84470f),
            scroll_handle: rgb(0xc4b28d),
            shadow: Color32::from_black_alpha(32),
            tokens: [
                rgb(0x6b5b47), // comment
                rgb(0x8a2a7a), // keyword
                rgb(0x1e5f63), // type
                rgb(0x2a4f93), // function
                rgb(0x8f3312), // string
                rgb(0x7d4a00), // escape
                rgb(0x2b5a8a), // number
                rgb(0x2b5a8a), // constant
                rgb(0x43372a), // variable
                rgb(0x62408f), // builtin
                rgb(0x852a48), // tag
                rgb(0x6d4a05), // attribute
                rgb(0x5d4d39), // operator
                rgb(0x5d4d39), // punctuation
                rgb(0x655541), // meta
                rgb(0x2b5f2c), // inserted
                rgb(0xa3281c), // deleted
                rgb(0xa3281c), // error
            ],
        }
    }

    /// Light on black, for screens whose black pixels are off.
    #[must_use]
    pub fn black() -> Self {
        Self {
            is_dark: true,
            sidebar: rgb(0x000000),
            list: rgb(0x000000),
            article: rgb(0x000000),
            popup: rgb(0x151516),
            field: rgb(0x0c0c0d),
            ink: rgb(0xd2d0cb),
            dim: rgb(0x9c9a95),
            faint: rgb(0x93918c),
            hairline: rgb(0x242426),
            border: rgb(0x717175),
            accent: rgb(0x6ea8ee),
            on_accent: rgb(0x0a0e14),
            selection: rgb(0x1a2a3c),
            hover: rgb(0x161616),
            unread: rgb(0x5b9df0),
            star: rgb(0xd9a741),
            warning: rgb(0xd69f55),
            error: rgb(0xee837a),
            link: rgb(0x78aeef),
            code_background: rgb(0x121213),
            mark: rgb(0x3a3110),
            found: rgb(0x734b00),
            quote_bar: rgb(0x333335),
            text_selection: rgb(0x1f3752),
            spoken: rgb(0x1d2e20),
            focus: rgb(0x6ea8ee),
            scroll_handle: rgb(0x3c3c40),
            shadow: Color32::from_black_alpha(160),
            tokens: [
                rgb(0x8a8883), // comment
                rgb(0xcf92d4), // keyword
                rgb(0x77c6cd), // type
                rgb(0x82b0ee), // function
                rgb(0xd99876), // string
                rgb(0xdfb770), // escape
                rgb(0xa0c691), // number
                rgb(0xa0c691), // constant
                rgb(0xc9c6c0), // variable
                rgb(0xb89ee6), // builtin
                rgb(0xe792a8), // tag
                rgb(0xd3b67c), // attribute
                rgb(0xaaa7a1), // operator
                rgb(0x9c9a95), // punctuation
                rgb(0x918f8a), // meta
                rgb(0x86c895), // inserted
                rgb(0xe88d85), // deleted
                rgb(0xee837a), // error
            ],
        }
    }
}
