#include "worker/cli/finding.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <ostream>

namespace masterbus::cli {
namespace {

const char* severity_name(Severity severity) { return severity == Severity::error ? "error" : "warning"; }

auto count(const Findings& findings, Severity severity) {
  return std::count_if(findings.begin(), findings.end(),
                       [severity](const Finding& f) { return f.severity == severity; });
}

/// Continued lines stand under the first one.
std::string indented(const std::string& text, const std::string& margin) {
  std::string out;
  for (const char letter : text) {
    out += letter;
    if (letter == '\n') out += margin;
  }
  return out;
}

void print_severity(std::ostream& out, const Findings& findings, Severity severity) {
  for (const Finding& finding : findings) {
    if (finding.severity != severity) continue;
    out << severity_name(severity) << " [" << finding.name << "] " << indented(finding.what, "    ")
        << "\n    why: " << indented(finding.why, "         ") << "\n    fix: " << indented(finding.fix, "         ")
        << "\n\n";
  }
}

}  // namespace

int exit_status(const Findings& findings) {
  if (count(findings, Severity::error) > 0) return 2;
  return findings.empty() ? 0 : 1;
}

void print_findings(std::ostream& out, const Findings& findings) {
  print_severity(out, findings, Severity::error);
  print_severity(out, findings, Severity::warning);
  if (findings.empty()) {
    out << "nothing to do: no mistake found\n";
  } else {
    out << count(findings, Severity::error) << " errors, " << count(findings, Severity::warning) << " warnings\n";
  }
}

void print_findings_json(std::ostream& out, const Findings& findings) {
  nlohmann::ordered_json document;
  document["status"] = exit_status(findings);
  document["errors"] = count(findings, Severity::error);
  document["warnings"] = count(findings, Severity::warning);
  document["findings"] = nlohmann::ordered_json::array();
  for (const Finding& finding : findings) {
    document["findings"].push_back({{"name", finding.name},
                                    {"severity", severity_name(finding.severity)},
                                    {"what", finding.what},
                                    {"why", finding.why},
                                    {"fix", finding.fix}});
  }
  out << document.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace) << '\n';
}

}  // namespace masterbus::cli
