#include "worker/replication/source_catalog.hpp"

namespace masterbus::replication {

LineIndex SourceCatalog::add(SourceLine line) {
  const auto index = static_cast<LineIndex>(lines_.size());
  by_table_[{line.schema, line.table}].push_back(index);
  lines_.push_back(std::move(line));
  return index;
}

void SourceCatalog::add_partition(const QualifiedName& root, const QualifiedName& leaf) {
  const auto found = by_table_.find(root);
  if (found == by_table_.end() || root == leaf) return;
  const auto lines = found->second;
  auto& of_leaf = by_table_[leaf];
  of_leaf.insert(of_leaf.end(), lines.begin(), lines.end());
}

std::span<const LineIndex> SourceCatalog::find(const std::string& schema, const std::string& table) const {
  const auto found = by_table_.find({schema, table});
  if (found == by_table_.end()) return {};
  return found->second;
}

std::vector<SourceCatalog::QualifiedName> SourceCatalog::tables() const {
  std::vector<QualifiedName> names;
  names.reserve(by_table_.size());
  for (const auto& [name, lines] : by_table_) names.push_back(name);
  return names;
}

}  // namespace masterbus::replication
