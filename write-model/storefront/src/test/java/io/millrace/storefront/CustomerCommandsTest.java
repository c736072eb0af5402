package io.millrace.storefront;

import static io.millrace.storefront.Commands.done;
import static io.millrace.storefront.Commands.refused;
import static io.millrace.storefront.Shop.customer;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.storefront.graphql.types.CustomerRegisterInput;
import io.millrace.storefront.graphql.types.CustomerUpdateInput;
import io.millrace.write.command.Caller;
import io.millrace.write.command.CommandResult;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

class CustomerCommandsTest {

  @BeforeEach
  void aShop() {
    Shop.open();
  }

  @Nested
  class Registering {

    @Test
    void givesANumberWhereNoneIsGiven() {
      assertThat(done(register(person("Zoë Ferrán").email(" zoe@example.com "))))
          .isEqualTo(customer(2));
      done(register(person("Ann").number("X-7")));

      assertThat(Shop.row("select * from customer where id = 2"))
          .containsEntry("name", "Zoë Ferrán")
          .containsEntry("email", "zoe@example.com")
          .containsEntry("country", "Spain")
          .containsEntry("version", 0L)
          .satisfies(row -> assertThat(String.valueOf(row.get("number"))).matches("C-\\d{6}"));
      assertThat(Shop.texts("select number from customer where id = 3")).containsExactly("X-7");
    }

    @Refuses("CustomerErrorCode.NAME_INVALID")
    void refusesABlankOrLongName() {
      for (var name : List.of("  ", "x".repeat(201))) {
        assertThat(refused(register(person(name)))).containsExactly("NAME_INVALID at name");
      }
    }

    @Refuses("CustomerErrorCode.EMAIL_INVALID")
    void refusesWhatIsNoAddress() {
      for (var email :
          List.of(
              "anna", "an na@example.com", "a@b@c", "@x", "a\u2003@x", "a@" + "x".repeat(320))) {
        assertThat(refused(register(person("Ann").email(email))))
            .as(email)
            .containsExactly("EMAIL_INVALID at email");
      }
    }

    @Refuses("CustomerErrorCode.EMAIL_TAKEN")
    void refusesTheAddressOfAnotherHoweverItsLettersAreTyped() throws Exception {
      assertThat(
              Race.refusedBehind(
                  register(person("Ann").email("ann@example.com")),
                  register(person("Anne").email("ANN@example.com"))))
          .containsExactly("EMAIL_TAKEN at email");
      assertThat(refused(update(change(1).email("Ann@Example.com"))))
          .containsExactly("EMAIL_TAKEN at email");
    }

    @Refuses("CustomerErrorCode.COUNTRY_INVALID")
    void refusesABlankOrLongCountry() {
      for (var country : List.of(" ", "x".repeat(101))) {
        assertThat(refused(register(person("Ann").country(country))))
            .containsExactly("COUNTRY_INVALID at country");
      }
    }

    @Refuses("CustomerErrorCode.NUMBER_INVALID")
    void refusesANumberThatTheShopMayGive() {
      for (var number : List.of(" ", "C-100001", "x".repeat(65))) {
        assertThat(refused(register(person("Ann").number(number))))
            .containsExactly("NUMBER_INVALID at number");
      }
    }

    @Refuses("CustomerErrorCode.NUMBER_TAKEN")
    void refusesTheNumberOfAnother() throws Exception {
      assertThat(refused(register(person("Ann").number("17850"))))
          .containsExactly("NUMBER_TAKEN at number");
      assertThat(
              Race.refusedBehind(
                  register(person("Ann").number("7")), register(person("Anne").number("7"))))
          .containsExactly("NUMBER_TAKEN at number");
    }
  }

  @Nested
  class Updating {

    @Test
    void changesOnlyWhatIsGivenAndTakesAnEmptyAddressAway() {
      done(update(change(1).email("anna@example.com").expectedVersion(0)));
      done(update(change(1).name("Anna B. Becker").country("Malta")));
      assertThat(Shop.row("select * from customer"))
          .containsEntry("number", "17850")
          .containsEntry("name", "Anna B. Becker")
          .containsEntry("email", "anna@example.com")
          .containsEntry("country", "Malta")
          .containsEntry("version", 2L);

      done(update(change(1).email("")));
      assertThat(Shop.row("select * from customer")).containsEntry("email", null);
    }

    @Refuses("CustomerErrorCode.CUSTOMER_NOT_FOUND")
    void refusesSomebodyElseLikeSomebodyUnknown() {
      assertThat(refused(update(change(99).name("Ann"), Shop.STAFF)))
          .containsExactly("CUSTOMER_NOT_FOUND at id");
      assertThat(refused(update(change(99).name("Ann"))))
          .containsExactly("CUSTOMER_NOT_FOUND at id");
      assertThat(refused(update(change(1).name("Ann").expectedVersion(7), Shop.BEN)))
          .containsExactly("CUSTOMER_NOT_FOUND at id");
      done(update(change(1).name("Ann"), Shop.STAFF));
    }

    @Refuses("CustomerErrorCode.CONFLICT")
    void refusesAChangeThatIsMeantForAnotherVersion() throws Exception {
      assertThat(
              Race.refusedBehind(
                  update(change(1).name("Ann")),
                  update(change(1).country("Malta").expectedVersion(0))))
          .containsExactly("CONFLICT at expectedVersion");
    }

    @Test
    void decidesAnewWhenItLosesTheRace() throws Exception {
      var race = Race.between(update(change(1).name("Ann")), update(change(1).country("Malta")));

      assertThat(race.second()).isInstanceOf(CommandResult.Done.class);
      assertThat(Shop.row("select * from customer"))
          .containsEntry("name", "Ann")
          .containsEntry("country", "Malta");
    }
  }

  private static CustomerRegisterInput.Builder person(String name) {
    return CustomerRegisterInput.newBuilder().name(name).country("Spain");
  }

  private static CustomerUpdateInput.Builder change(long id) {
    return CustomerUpdateInput.newBuilder().id(customer(id));
  }

  private static Mono<CommandResult> register(CustomerRegisterInput.Builder person) {
    return Commands.CUSTOMERS.customerRegister(person.build());
  }

  private static Mono<CommandResult> update(CustomerUpdateInput.Builder change) {
    return update(change, Shop.ANNA);
  }

  private static Mono<CommandResult> update(CustomerUpdateInput.Builder change, Caller caller) {
    return Commands.CUSTOMERS.customerUpdate(change.build(), caller);
  }
}
