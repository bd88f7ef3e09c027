#include "worker/cli/command_line.hpp"

#include <CLI/CLI.hpp>
#include <memory>

#include "worker/cli/commands.hpp"
#include "worker/config/near_miss.hpp"
#include "worker/config/setting.hpp"

namespace masterbus::cli {
namespace {

void add_settings(CLI::App& app, Invocation& invocation) {
  app.add_option("--config", invocation.sources.file, "TOML file with settings (or MASTERBUS_CONFIG)")
      ->type_name("FILE");
  app.add_flag("--print-config", invocation.print_config, "print the settings in force, without secrets, and end");
  for (const Setting& setting : settings()) {
    app.add_option_function<std::string>(
           setting.flag(),
           [&invocation, key = setting.key](const std::string& text) { invocation.sources.flags[key] = text; },
           setting.meaning + " [" + setting.environment_name() + "]")
        ->group("Settings (flag beats environment beats file)")
        ->type_name("");
  }
}

/// A subcommand whose options live as long as its callback.
template <typename Options>
CLI::App* add_command(CLI::App& app, Invocation& invocation, const std::string& name, const std::string& meaning,
                      const std::shared_ptr<Options>& options, int (*command)(Context&, const Options&)) {
  CLI::App* added = app.add_subcommand(name, meaning);
  added->callback([&invocation, options, command] {
    invocation.command = [options, command](Context& context) { return command(context, *options); };
  });
  return added;
}

void add_plain(CLI::App& app, Invocation& invocation, const std::string& name, const std::string& meaning,
               int (*command)(Context&)) {
  app.add_subcommand(name, meaning)->callback([&invocation, command] { invocation.command = command; });
}

void add_installation(CLI::App& app, Invocation& invocation) {
  auto init_options = std::make_shared<InitOptions>();
  CLI::App* added =
      add_command(app, invocation, "init", "set a database up: extension, roles, mapping, slot", init_options, &init);
  added->add_flag("--dry-run", init_options->dry_run, "print the SQL that would run, and change nothing");
  added->add_option("--mapping", init_options->mapping,
                    "condoit, none, or an SQL file that fills masterbus.source_table");
  added->add_option("--condoit-schema", init_options->condoit_schema, "schema of Condoit's tables, for the preset");
  added->add_option("--worker-password-file", init_options->worker_password_file,
                    "file with the password to give to masterbus_worker (or MASTERBUS_WORKER_PASSWORD)");

  auto uninstall_options = std::make_shared<UninstallOptions>();
  added = add_command(app, invocation, "uninstall", "export history, then remove slot, origins, extension and roles",
                      uninstall_options, &uninstall);
  added->add_flag("--dry-run", uninstall_options->dry_run, "print what would be removed, and change nothing");
  added->add_flag("-y,--yes", uninstall_options->yes, "do not ask");
  added->add_flag("--keep-roles", uninstall_options->keep_roles, "leave the masterbus_* roles");
  CLI::Option* export_dir =
      added->add_option("--export-dir", uninstall_options->export_dir, "folder for the history, as CSV");
  added->add_flag("--no-export", uninstall_options->no_export, "throw the history away")->excludes(export_dir);
}

void add_operation(CLI::App& app, Invocation& invocation) {
  add_plain(app, invocation, "run", "stream changes and keep ThreatMap true until SIGTERM", &run);
  auto rebuild_options = std::make_shared<RebuildOptions>();
  CLI::App* added = add_command(app, invocation, "rebuild", "reread and recalculate everything, in chunks",
                                rebuild_options, &rebuild);
  added->add_option("--source", rebuild_options->source, "only this mapping line");
  auto* const no_wait =
      added->add_flag("--no-wait", rebuild_options->no_wait, "mark it and leave the work to the running worker");
  added->add_flag("--resume", rebuild_options->resume, "mark nothing anew: go on where an interrupted one stands")
      ->excludes(no_wait);
  auto verify_options = std::make_shared<VerifyOptions>();
  added = add_command(app, invocation, "verify", "compare source, copies and results; exit 1 on a difference",
                      verify_options, &verify);
  added->add_flag("--json", verify_options->json, "one JSON object per difference");
  added
      ->add_option("--patience-s", verify_options->patience_s,
                   "seconds to look again at what changes are under way for")
      ->check(CLI::Range(0, 86'400));
}

void add_typegen(CLI::App& app, Invocation& invocation) {
  auto options = std::make_shared<TypegenOptions>();
  CLI::App* added = add_command(app, invocation, "typegen",
                                "write TypeScript types, zod schemas and Prisma views of ThreatMap", options, &typegen);
  added->add_option("--out-dir", options->out_dir, "folder for threatmap.d.ts, threatmap.zod.ts, threatmap.prisma [.]");
  added->add_flag("--check", options->check, "write nothing; exit 1 when a file is not what the catalogue says");
}

void add_inspection(CLI::App& app, Invocation& invocation) {
  auto status_options = std::make_shared<StatusOptions>();
  add_command(app, invocation, "status", "state, lag, slot, retained WAL, dirty lines", status_options, &status)
      ->add_flag("--json", status_options->json, "one JSON object");
  auto doctor_options = std::make_shared<DoctorOptions>();
  add_command(app, invocation, "doctor", "find the usual mistakes; exit 0 none, 1 warnings, 2 errors", doctor_options,
              &doctor)
      ->add_flag("--json", doctor_options->json, "one JSON object");
  CLI::App* mapping = app.add_subcommand("mapping", "work with the mapping");
  mapping->require_subcommand(1);
  auto check_options = std::make_shared<MappingCheckOptions>();
  add_command(*mapping, invocation, "check", "verify every line against the live catalogue", check_options,
              &mapping_check)
      ->add_flag("--json", check_options->json, "one JSON object per problem");
  CLI::App* parked = app.add_subcommand("parked", "source rows set aside because they fail");
  parked->require_subcommand(1);
  auto list_options = std::make_shared<ParkedListOptions>();
  add_command(*parked, invocation, "list", "each with its error; exit 1 when there is one", list_options, &parked_list)
      ->add_flag("--json", list_options->json, "one JSON object per row");
  auto retry_options = std::make_shared<ParkedRetryOptions>();
  CLI::App* retry =
      add_command(*parked, invocation, "retry", "have the worker try them again", retry_options, &parked_retry);
  retry->add_option("--source", retry_options->source, "only rows of this mapping line");
  retry->add_option("--key", retry_options->key, "only this key");
  add_plain(app, invocation, "version", "versions of the program and, when reachable, of the extension", &version);
}

std::vector<std::string> known_words(const CLI::App& app, bool flags) {
  std::vector<std::string> words;
  if (flags) {
    for (const CLI::Option* option : app.get_options()) words.push_back(option->get_name(false, false));
  }
  for (const CLI::App* command : app.get_subcommands([](const CLI::App*) { return true; })) {
    if (!flags) words.push_back(command->get_name());
    const auto below = known_words(*command, flags);
    words.insert(words.end(), below.begin(), below.end());
  }
  return words;
}

/// CLI11 stops at the first thing missing; a word that nobody knows is the better explanation.
void refuse_unknown(const CLI::App& app) {
  const auto unknown = app.remaining(true);
  if (unknown.empty()) return;
  const std::string word = unknown.front().substr(0, unknown.front().find('='));
  const bool is_flag = word.rfind('-', 0) == 0;
  throw UsageError((is_flag ? "unknown flag " : "unknown command ") + word +
                   did_you_mean(word, known_words(app, is_flag)));
}

void build(CLI::App& app, Invocation& invocation) {
  app.name("masterbus");
  app.fallthrough();
  app.allow_extras();
  app.require_subcommand(0, 1);
  app.get_formatter()->column_width(34);
  add_settings(app, invocation);
  add_installation(app, invocation);
  add_operation(app, invocation);
  add_inspection(app, invocation);
  add_typegen(app, invocation);
}

}  // namespace

Invocation parse_command_line(const std::vector<std::string>& arguments) {
  Invocation invocation;
  CLI::App app("Keeps ThreatMap true: follows Condoit's write-ahead log and recalculates what changed.");
  build(app, invocation);
  std::vector<std::string> reversed(arguments.rbegin(), arguments.rend());  // CLI11 takes them from the back
  try {
    app.parse(reversed);
  } catch (const CLI::CallForHelp&) {
    invocation.text = app.help();
    return invocation;
  } catch (const CLI::ParseError& error) {
    refuse_unknown(app);
    throw UsageError(error.what());
  }
  refuse_unknown(app);
  if (!invocation.command && !invocation.print_config)
    throw UsageError("no command given; masterbus --help lists them");
  return invocation;
}

}  // namespace masterbus::cli
