//! The program: arguments, logging, then the command line or the window.

fn main() {}
