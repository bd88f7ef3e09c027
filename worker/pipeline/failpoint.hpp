#pragma once

namespace masterbus::pipeline {

/// A place where tests make the worker crash, hang or fail; compiled out unless MASTERBUS_FAILPOINTS is defined.
/// The environment variable MASTERBUS_FAILPOINTS, or the file that MASTERBUS_FAILPOINTS_FILE names (read anew at every
/// point), holds name=action pairs separated by blanks or line ends. Actions: crash (SIGKILL to itself), hang (until
/// the file says otherwise), throw (as if the connection were lost). name=action@3 acts at the third passing only.
#ifdef MASTERBUS_FAILPOINTS
void failpoint(const char* name);
#else
inline void failpoint(const char*) noexcept {}
#endif

}  // namespace masterbus::pipeline
