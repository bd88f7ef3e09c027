#pragma once
/// ThreatMap's views in the languages of its readers. Pure: the same views give the same text, byte for byte.

#include <string>
#include <vector>

#include "worker/typegen/view.hpp"

namespace masterbus::typegen {

/// threatmap.d.ts: an interface per view, for rows as the pg driver reads them.
std::string typescript_declarations(const std::vector<View>& views);

/// threatmap.zod.ts: a zod schema (zod 4) per view, whose type is that of threatmap.d.ts beside it.
std::string zod_schemas(const std::vector<View>& views);

/// threatmap.prisma: a Prisma view per view, to put beside a schema with a datasource and a generator.
std::string prisma_views(const std::vector<View>& views);

}  // namespace masterbus::typegen
