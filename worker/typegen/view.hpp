#pragma once
/// ThreatMap's published views, as the catalogue describes them and as the generators take them.

#include <stdexcept>
#include <string>
#include <vector>

#include "worker/postgres/connection.hpp"

namespace masterbus::typegen {

/// What a column's type is called, language by language.
struct TypeNames {
  const char* sql;               ///< as format_type says
  const char* typescript;        ///< what the pg driver gives
  const char* zod;               ///< the schema of that
  const char* prisma;            ///< the scalar type, without ? or []
  const char* prisma_attribute;  ///< the native type where it is not the scalar's default; empty otherwise
  bool list;                     ///< an array
};

struct Column {
  std::string name;
  const TypeNames* type;  ///< never null; of static storage
  bool nullable;
  std::string comment;
};

struct View {
  std::string name;
  std::string comment;
  std::vector<Column> columns;
};

/// A published column has a type that no TypeScript client is promised.
class UnknownType : public std::runtime_error {
public:
  using std::runtime_error::runtime_error;
};

/// The names of a type that published columns may have; throws UnknownType for another. `where` is for the message.
const TypeNames& type_names(std::string_view sql, const std::string& where);

/// Whether a column may be NULL. Views carry no NOT NULL; the comment is the promise: it has the word NULL in it where
/// the column may be NULL. A column without a comment promises nothing.
bool may_be_null(const std::string& comment);

/// The views of schema threatmap in the order of their names, each with its columns in their order. Throws UnknownType.
std::vector<View> read_views(postgres::Connection& connection);

}  // namespace masterbus::typegen
