#include "postgres/json_members.hpp"

#include <algorithm>

namespace voltmetrics::sql {

JsonMembers::JsonMembers(const JsonReader& object) {
  if (object.kind() != JsonKind::object) return;
  iterator_ = JsonbIteratorInit(object.container());
  JsonbIteratorNext(&iterator_, &key_, true);
}

bool JsonMembers::next() {
  if (iterator_ == nullptr || JsonbIteratorNext(&iterator_, &key_, true) != WJB_KEY) return false;
  JsonbIteratorNext(&iterator_, &value_, true);
  return true;
}

const char* member_path(const char* path, std::string_view name) {
  const int length = static_cast<int>(std::min<std::size_t>(name.size(), 64));
  return psprintf("%s%s%.*s", path, *path == '\0' ? "" : ".", length, name.data());
}

Refusal expect_members(const JsonReader& object, const char* path, std::initializer_list<std::string_view> known) {
  if (const Refusal refusal = expect_kind(object, path, JsonKind::object); refusal.refused()) return refusal;
  JsonMembers members(object);
  while (members.next()) {
    if (std::find(known.begin(), known.end(), members.key()) != known.end()) continue;
    const char* hint = "Known are";
    for (const std::string_view name : known)
      hint = psprintf("%s%s %.*s", hint, name == *known.begin() ? "" : ",", static_cast<int>(name.size()), name.data());
    return {{Problem::unknown_value, member_path(path, members.key()), psprintf("%s.", hint)}, nullptr};
  }
  return {};
}

Refusal read_number(const JsonReader& value, const char* field, std::optional<double>& target) {
  double number = 0;
  const Refusal refusal = read_number(value, field, false, number);
  if (!refusal.refused() && value.given()) target = number;
  return refusal;
}

}  // namespace voltmetrics::sql
