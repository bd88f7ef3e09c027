#pragma once
/// Names and comments of the catalogue in the spelling of another language. Pure.

#include <string>
#include <string_view>

namespace masterbus::typegen {

/// facility_details → FacilityDetails. What is no letter or digit parts words.
std::string pascal_case(std::string_view name);

/// organization_id → organizationId.
std::string camel_case(std::string_view name);

/// The name of a view's row in all three languages: FacilityDetailsRow.
std::string row_name(std::string_view view);

/// A property as it may stand in an object type: as it is, or quoted.
std::string property(std::string_view name);

/// text in double quotes, as TypeScript, JSON and Prisma read it.
std::string json_quoted(std::string_view text);

/// A documentation comment of TypeScript with its line's end; nothing for an empty text.
std::string doc_comment(std::string_view text, std::string_view indent);

/// The same for Prisma.
std::string prisma_comment(std::string_view text, std::string_view indent);

}  // namespace masterbus::typegen
