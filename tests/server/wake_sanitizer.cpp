/// Loaded before a server whose extension is under the address sanitizer, and initialised before every other library
/// (-z initfirst). The sanitizer's runtime wakes at the first allocation and asks libc for a message then, under locks
/// of libc's own; a library that allocates under such a lock in its constructor (p11-kit, by way of libldap) would
/// leave it locked for ever.
#include <cstdlib>

namespace {

[[gnu::constructor]] void wake_sanitizer() {
  void* volatile allocated = std::malloc(1);
  std::free(allocated);
}

}  // namespace
