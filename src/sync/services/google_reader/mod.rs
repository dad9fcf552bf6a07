mod ids;
mod parse;
