#pragma once
/// The subcommands. Each returns the process's exit status and throws postgres::Error when the server refuses.

#include <string>

#include "worker/cli/context.hpp"

namespace masterbus::cli {

struct InitOptions {
  bool dry_run = false;
  std::string mapping = "condoit";   ///< condoit, none, or the path of a script
  std::string condoit_schema;        ///< schema that the preset points to; empty = as it is, public at first
  std::string worker_password_file;  ///< first line is the worker role's password; empty = not touched
};
int init(Context& context, const InitOptions& options);

int run(Context& context);

struct RebuildOptions {
  std::string source;    ///< one mapping line; empty = everything
  bool no_wait = false;  ///< mark only; leave the work to the worker
  bool resume = false;   ///< mark nothing: go on with what is marked, from where it stands
};
int rebuild(Context& context, const RebuildOptions& options);

struct VerifyOptions {
  bool json = false;
  int patience_s = 60;  ///< how long a difference may be looked at again while changes stream
};
int verify(Context& context, const VerifyOptions& options);

struct StatusOptions {
  bool json = false;
};
int status(Context& context, const StatusOptions& options);

struct DoctorOptions {
  bool json = false;
};
int doctor(Context& context, const DoctorOptions& options);

struct MappingCheckOptions {
  bool json = false;
};
int mapping_check(Context& context, const MappingCheckOptions& options);

struct TypegenOptions {
  std::string out_dir = ".";  ///< made when missing; files there are written anew
  bool check = false;         ///< write nothing; say which files are not what the catalogue says
};
int typegen(Context& context, const TypegenOptions& options);

struct ParkedListOptions {
  bool json = false;
};
int parked_list(Context& context, const ParkedListOptions& options);

struct ParkedRetryOptions {
  std::string source;  ///< only this mapping line; empty = every line
  std::string key;     ///< only this source key; empty = every key
};
int parked_retry(Context& context, const ParkedRetryOptions& options);

struct UninstallOptions {
  bool dry_run = false;
  bool yes = false;
  bool keep_roles = false;
  std::string export_dir;  ///< history goes there as CSV; empty = no export, only with --no-export
  bool no_export = false;
};
int uninstall(Context& context, const UninstallOptions& options);

int version(Context& context);

}  // namespace masterbus::cli
