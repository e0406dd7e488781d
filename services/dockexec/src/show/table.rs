//! Columns that line up.

use unicode_width::UnicodeWidthStr as _;

use super::{Paint, Style};

/// A table of text.
#[derive(Debug, Default)]
pub(crate) struct Table {
    head: Vec<String>,
    rows: Vec<Vec<Cell>>,
    right: Vec<usize>,
}

/// A cell and its colour.
#[derive(Debug, Clone, Default)]
pub(crate) struct Cell {
    text: String,
    paint: Option<Paint>,
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        text.to_owned().into()
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Self { text, paint: None }
    }
}

impl Cell {
    pub(crate) fn painted(paint: Paint, text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            paint: Some(paint),
        }
    }
}

impl Table {
    /// A table with these headings.
    pub(crate) fn new(head: &[&str]) -> Self {
        Self {
            head: head.iter().map(|text| (*text).to_owned()).collect(),
            ..Self::default()
        }
    }

    /// Aligns these columns to the right.
    pub(crate) fn right(mut self, columns: &[usize]) -> Self {
        self.right = columns.to_vec();
        self
    }

    pub(crate) fn row(&mut self, cells: Vec<Cell>) {
        self.rows.push(cells);
    }

    /// The table as text.
    pub(crate) fn render(&self, style: Style) -> String {
        let head: Vec<Cell> = self
            .head
            .iter()
            .map(|text| Cell::painted(Paint::Bold, text.clone()))
            .collect();
        let widths: Vec<usize> = (0..self.head.len())
            .map(|column| {
                let cells = self.rows.iter().chain([&head]).filter_map(|row| row.get(column));
                cells.map(|cell| cell.text.width()).max().unwrap_or_default()
            })
            .collect();
        [&head]
            .into_iter()
            .chain(&self.rows)
            .map(|row| self.line(row, &widths, style))
            .collect()
    }

    fn line(&self, row: &[Cell], widths: &[usize], style: Style) -> String {
        let mut line = String::new();
        for (column, (cell, width)) in row.iter().zip(widths).enumerate() {
            let padding = " ".repeat(width.saturating_sub(cell.text.width()));
            let text = match cell.paint {
                Some(paint) if !cell.text.is_empty() => style.paint(paint, &cell.text),
                _ => cell.text.clone(),
            };
            line.push_str("  ");
            if self.right.contains(&column) {
                line.push_str(&padding);
                line.push_str(&text);
            } else {
                line.push_str(&text);
                line.push_str(&padding);
            }
        }
        line.trim_end().to_owned() + "\n"
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_line_up_by_width_not_by_bytes() {
        let mut table = Table::new(&["name", "cpu"]).right(&[1]);
        table.row(vec!["ä".into(), "1 ms".into()]);
        table.row(vec!["日本".into(), "12 ms".into()]);
        insta::assert_snapshot!(table.render(Style::PLAIN), @"
          name    cpu
          ä      1 ms
          日本  12 ms
        ");
    }
}
