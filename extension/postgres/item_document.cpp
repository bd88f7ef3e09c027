#include "postgres/item_document.hpp"

#include "postgres/attributes.hpp"
#include "postgres/words.hpp"

namespace voltmetrics::sql {
namespace {

Refusal read_identity(const JsonReader& document, ItemDocument& read) {
  const JsonReader id = document.member("id");
  if (const Refusal refusal = read_text(id, "id", false, read.id); refusal.refused()) return refusal;
  read.has_id = id.given();
  read.name = read.id;
  return read_text(document.member("name"), "name", false, read.name);
}

Refusal read_type(const JsonReader& value, EquipmentType& target) {
  std::string_view word;
  if (const Refusal refusal = read_text(value, "type", true, word); refusal.refused()) {
    return {{refusal.status.problem, "type", kUnknownType.hint}, refusal.value};
  }
  const auto type = parse_equipment_type(word);
  if (!type) return {kUnknownType, value.described()};
  target = *type;
  return {};
}

Refusal read_dates(const JsonReader& document, Item& item) {
  std::optional<Day> installed;
  if (const Refusal refusal = read_day(document.member("install_date"), "install_date", true, installed);
      refusal.refused())
    return refusal;
  item.install_date = *installed;
  return read_day(document.member("last_maintenance_date"), "last_maintenance_date", false, item.last_maintenance_date);
}

Refusal read_measurements(const JsonReader& document, Item& item) {
  if (const Refusal refusal =
          read_boolean(document.member("aluminum_conductor"), "aluminum_conductor", true, item.aluminum_conductor);
      refusal.refused())
    return refusal;
  if (const Refusal refusal = read_number(document.member("humidity_pct"), "humidity_pct", true, item.humidity_pct);
      refusal.refused())
    return refusal;
  if (const Refusal refusal = read_number(document.member("temperature_f"), "temperature_f", true, item.temperature_f);
      refusal.refused())
    return refusal;
  return read_number(document.member("loading_pct"), "loading_pct", true, item.loading_pct);
}

Refusal read_work(const JsonReader& work, int index, Day as_of, nfpa70b::MaintenanceRecord& record) {
  if (work.kind() != JsonKind::object)
    return {{Problem::wrong_type, psprintf("maintenance[%d]", index), "Give an object of type and date."},
            work.described()};
  std::string_view type;
  std::optional<Day> day;
  Refusal refusal = read_text(work.member("type"), "type", true, type);
  if (!refusal.refused()) refusal = read_day(work.member("date"), "date", true, day);
  if (refusal.refused()) {
    refusal.status.field = psprintf("maintenance[%d].%s", index, refusal.status.field);
    return refusal;
  }
  record.add(nfpa70b::parse_maintenance_type(type), *day, as_of);
  return {};
}

Refusal read_maintenance(const JsonReader& list, Day as_of, nfpa70b::MaintenanceRecord& record) {
  if (const Refusal refusal = expect_kind(list, "maintenance", JsonKind::array); refusal.refused()) return refusal;
  for (int i = 0; i < list.size(); ++i)
    if (const Refusal refusal = read_work(list.element(i), i, as_of, record); refusal.refused()) return refusal;
  return {};
}

Refusal read_document(const JsonReader& document, Day as_of, ItemDocument& read) {
  if (document.kind() != JsonKind::object)
    return {{Problem::wrong_type, "item", "Give a JSON object that describes the item."}, document.described()};
  const JsonReader attributes = document.member("attributes");
  Refusal refusal = read_identity(document, read);
  if (!refusal.refused()) refusal = read_type(document.member("type"), read.item.type);
  if (!refusal.refused()) refusal = read_dates(document, read.item);
  if (!refusal.refused()) refusal = read_measurements(document, read.item);
  if (!refusal.refused()) refusal = read_risk_attributes(attributes, read.item);
  if (!refusal.refused()) refusal = read_safety_attributes(attributes, read.safety);
  if (!refusal.refused()) refusal = read_maintenance(document.member("maintenance"), as_of, read.maintenance);
  return refusal;
}

/// How a refusal calls the item at a position: by its id where that is readable, item "eq-1".
const char* called(const JsonReader& document, int position) {
  const JsonReader id = document.member("id");
  return id.kind() == JsonKind::text ? psprintf("item \"%s\"", id.described())
                                     : psprintf("item at position %d", position);
}

}  // namespace

Refusal assess_document(const JsonReader& document, Day as_of, const Model& model, AssessedItem& assessed) {
  ItemDocument& read = assessed.document;
  if (const Refusal refusal = read_document(document, as_of, read); refusal.refused()) return refusal;
  assessed.risk = assess_risk(read.item, as_of, model);
  if (!assessed.risk.status.ok()) return {assessed.risk.status, value_of(read.item, as_of, assessed.risk.status)};
  assessed.nfpa70b = nfpa70b::assess(read.item.type, read.maintenance, as_of);
  assessed.nfpa70e = nfpa70e::assess(read.item.type, read.item.loading_pct, read.safety, as_of);
  return {};
}

void expect_items(const JsonReader& items) {
  if (items.kind() != JsonKind::array)
    raise({{Problem::wrong_type, "items", "Give a JSON array of item documents."}, items.described()});
}

void assess_element(const JsonReader& items, int position, Day as_of, const Model& model, AssessedItem& assessed) {
  const JsonReader document = items.element(position);
  const Refusal refusal = assess_document(document, as_of, model, assessed);
  if (refusal.refused()) raise(refusal, called(document, position));
}

}  // namespace voltmetrics::sql
