#pragma once

#include <string_view>

#include "voltmetrics/item.hpp"
#include "voltmetrics/nfpa70b.hpp"
#include "voltmetrics/nfpa70e.hpp"
#include "voltmetrics/risk.hpp"

#include "postgres/json_reader.hpp"

namespace voltmetrics::sql {

/// An item as its JSON document describes it. The texts stand in the document, which must outlive this.
struct ItemDocument {
  bool has_id = false;
  std::string_view id;
  std::string_view name;  ///< the id where no name is given
  Item item;
  nfpa70b::MaintenanceRecord maintenance;
  nfpa70e::SafetyRecord safety;
};

/// An item with everything that is judged about it.
struct AssessedItem {
  ItemDocument document;
  Risk risk;
  Compliance nfpa70b;
  Compliance nfpa70e;
};

/// Reads and judges an item document {id, name, type, install_date, aluminum_conductor, humidity_pct, temperature_f,
/// loading_pct, last_maintenance_date, attributes, maintenance [{type, date}]} on the day `as_of`.
[[nodiscard]] Refusal assess_document(const JsonReader& document, Day as_of, const Model& model,
                                      AssessedItem& assessed);

/// Raises anything but an array.
void expect_items(const JsonReader& items);

/// Reads and judges one element of an array of item documents; raises a bad one by its id, or else its position.
void assess_element(const JsonReader& items, int position, Day as_of, const Model& model, AssessedItem& assessed);

}  // namespace voltmetrics::sql
