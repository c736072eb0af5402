package io.millrace.ops.cli;

import io.millrace.ops.extension.LauncherExtension;
import io.millrace.ops.extension.TokenRole;
import io.millrace.ops.identity.DevelopmentIssuer;
import io.millrace.ops.identity.DevelopmentIssuer.Bearer;
import io.millrace.ops.run.Workspace;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Prints a bearer token that the API of {@code up} takes. */
@Command(
    name = "token",
    description = "Prints a bearer token that the API of ./millrace up takes; no other one does.",
    mixinStandardHelpOptions = true)
final class TokenCommand implements Callable<Integer> {

  private static final Duration LONGEST = Duration.ofDays(30);

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Option(names = "--subject", paramLabel = "NAME", description = "Whom it is about, its sub.")
  private @Nullable String subject;

  @Option(
      names = "--scopes",
      paramLabel = "NAME",
      split = ",",
      description = "What it allows besides, separated by commas.")
  private Set<String> scopes = Set.of();

  @Option(
      names = "--client",
      paramLabel = "NAME",
      description = "The application that it is for (default ${DEFAULT-VALUE}).",
      defaultValue = "millrace-cli")
  @SuppressWarnings("NullAway.Init") // set by picocli
  private String client;

  @Option(
      names = "--minutes",
      paramLabel = "N",
      description = "For how long it is good (default ${DEFAULT-VALUE}).",
      defaultValue = "60")
  private long minutes;

  /** Adds an option for everybody whom the domains know. */
  static void addRoles(CommandSpec token) {
    for (var role : roles()) {
      var option =
          OptionSpec.builder("--" + role.name())
              .description(role.description())
              .type(role.subject() == null ? String.class : boolean.class);
      token.addOption(
          role.subject() == null
              ? option.arity("1").paramLabel("ID").build()
              : option.arity("0").build());
    }
  }

  private static List<TokenRole> roles() {
    return LauncherExtension.all().stream()
        .flatMap(extension -> extension.tokenRoles().stream())
        .toList();
  }

  @Override
  public Integer call() throws IOException {
    var validity = Duration.ofMinutes(minutes);
    if (!validity.isPositive() || validity.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          "--minutes must be from 1 to %d, not %d".formatted(LONGEST.toMinutes(), minutes));
    }
    var issuer = DevelopmentIssuer.in(Workspace.locate().identity());
    spec.commandLine().getOut().println(issuer.token(bearer(), validity));
    return 0;
  }

  private Bearer bearer() {
    var asked = roles().stream().filter(role -> isAsked(role.name())).toList();
    if (asked.size() + (subject == null ? 0 : 1) != 1) {
      throw new ParameterException(
          spec.commandLine(),
          "A token is about one: name it by --subject"
              + String.join("", roles().stream().map(role -> " or --" + role.name()).toList()));
    }
    var role = asked.stream().findFirst();
    var allowed = new HashSet<>(scopes);
    role.ifPresent(known -> allowed.addAll(known.scopes()));
    return new Bearer(
        role.map(this::subject).orElseGet(() -> String.valueOf(subject)), client, allowed);
  }

  private boolean isAsked(String option) {
    return spec.commandLine().getParseResult().hasMatchedOption("--" + option);
  }

  private String subject(TokenRole role) {
    return Optional.ofNullable(role.subject())
        .orElseGet(
            () -> spec.commandLine().getParseResult().matchedOptionValue("--" + role.name(), ""));
  }
}
