package io.millrace.storefront.customer;

import io.millrace.storefront.graphql.types.CustomerErrorCode;
import io.millrace.storefront.graphql.types.CustomerRegisterInput;
import io.millrace.storefront.graphql.types.CustomerUpdateInput;
import io.millrace.storefront.rule.Actor;
import io.millrace.storefront.rule.FieldPath;
import io.millrace.storefront.rule.LostRace;
import io.millrace.write.command.Caller;
import io.millrace.write.command.CommandHandlers;
import io.millrace.write.command.CommandResult;
import io.millrace.write.command.RuleViolation;
import reactor.core.publisher.Mono;

/** Handles the commands on customers. */
@CommandHandlers(errorCodes = CustomerErrorCode.class)
public final class CustomerCommands {

  private static final RuleViolation CONFLICT =
      FieldPath.ROOT.violates(
          CustomerErrorCode.CONFLICT, "Others are changing the customer at this moment; try again");

  private final Customers customers;

  CustomerCommands(Customers customers) {
    this.customers = customers;
  }

  /** Makes an account for a customer. */
  public Mono<CommandResult> customerRegister(CustomerRegisterInput input) {
    return Mono.fromSupplier(
            () ->
                Customer.register(
                    input.getName(), input.getEmail(), input.getCountry(), input.getNumber()))
        .flatMap(customers::insert)
        .map(registered -> CommandResult.touched(registered.key()));
  }

  /** Changes a customer's own fields. */
  public Mono<CommandResult> customerUpdate(CustomerUpdateInput input, Caller caller) {
    var attempt =
        customers
            .find(Actor.of(caller, Actor.CUSTOMERS).customer(input.getId()))
            .switchIfEmpty(
                FieldPath.of("id")
                    .refused(CustomerErrorCode.CUSTOMER_NOT_FOUND, "There is no such customer"))
            .map(
                customer ->
                    customer.update(
                        input.getName(),
                        input.getEmail(),
                        input.getCountry(),
                        input.getExpectedVersion()))
            .flatMap(customers::update);
    return LostRace.retried(attempt, CONFLICT).map(done -> CommandResult.touched(done.key()));
  }
}
