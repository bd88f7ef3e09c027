#pragma once

#include <fstream>
#include <map>
#include <stdexcept>
#include <string>
#include <vector>

/// A table of reference vectors: comma-separated with a header line, quoted where a cell holds commas.
namespace voltmetrics::vectors {

using CsvRow = std::map<std::string, std::string>;

inline std::vector<std::string> csv_cells(const std::string& line) {
  std::vector<std::string> cells(1);
  bool quoted = false;
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (quoted && line[i] == '"' && i + 1 < line.size() && line[i + 1] == '"')
      cells.back() += line[i++];
    else if (line[i] == '"')
      quoted = !quoted;
    else if (line[i] == ',' && !quoted)
      cells.emplace_back();
    else if (line[i] != '\r')
      cells.back() += line[i];
  }
  return cells;
}

/// The rows of tests/data/NAME, each by column.
inline std::vector<CsvRow> csv_table(const std::string& name) {
  std::ifstream file(std::string(TEST_DATA_DIR "/") + name);
  std::string line;
  if (!std::getline(file, line)) throw std::runtime_error("cannot read " + name);
  const auto columns = csv_cells(line);
  std::vector<CsvRow> rows;
  while (std::getline(file, line)) {
    const auto cells = csv_cells(line);
    if (cells.size() != columns.size()) throw std::runtime_error(name + ": not as many cells as columns: " + line);
    CsvRow& row = rows.emplace_back();
    for (std::size_t i = 0; i < cells.size(); ++i) row[columns[i]] = cells[i];
  }
  return rows;
}

inline double number(const CsvRow& row, const std::string& column) { return std::stod(row.at(column)); }

}  // namespace voltmetrics::vectors
