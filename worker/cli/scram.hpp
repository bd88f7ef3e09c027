#pragma once

#include <string_view>

namespace masterbus::cli {

/// Whether a stored SCRAM-SHA-256 verifier (pg_authid.rolpassword) belongs to the password, after RFC 5802. False for
/// any other kind of verifier. Passwords beyond ASCII are compared without SASLprep, so that one may count as
/// different.
bool scram_matches(std::string_view verifier, std::string_view password);

}  // namespace masterbus::cli
