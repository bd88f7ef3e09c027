#pragma once
/// What doctor found: a name to search for, what is wrong, why it matters, and the exact fix.

#include <iosfwd>
#include <string>
#include <vector>

namespace masterbus::cli {

enum class Severity { warning, error };

struct Finding {
  std::string name;  ///< stable, for machines: wal_level, slot_lost, role_superuser …
  Severity severity;
  std::string what;
  std::string why;
  std::string fix;  ///< what to type, or to do
};

using Findings = std::vector<Finding>;

/// 0 nothing to do, 1 warnings only, 2 errors.
int exit_status(const Findings& findings);

/// Errors first, then warnings, each with its reason and its fix.
void print_findings(std::ostream& out, const Findings& findings);

/// One object: status, counts and findings.
void print_findings_json(std::ostream& out, const Findings& findings);

}  // namespace masterbus::cli
