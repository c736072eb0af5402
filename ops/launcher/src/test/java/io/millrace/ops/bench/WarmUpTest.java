package io.millrace.ops.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WarmUpTest {

  @Test
  void goesOnAsLongAsSomethingGetsFaster() throws Exception {
    assertThat(
            roundsOf(
                8,
                List.of(100.0, 100.0, 100.0, 100.0, 100.0),
                List.of(10.0, 20.0, 21.0, 21.5, 30.0)))
        .as("the third and the fourth were hardly faster than the second")
        .isEqualTo(4);
  }

  @Test
  void goesOnAfterOneRoundThatWasDisturbed() throws Exception {
    assertThat(roundsOf(8, List.of(10.0, 20.0, 12.0, 40.0, 41.0, 42.0))).isEqualTo(6);
  }

  @Test
  void takesNoSlowRoundForABeginning() throws Exception {
    assertThat(roundsOf(8, List.of(10.0, 20.0, 30.0, 15.0, 31.0, 50.0))).isEqualTo(5);
  }

  @Test
  void endsAfterTheMostRounds() throws Exception {
    assertThat(roundsOf(2, List.of(10.0, 20.0, 40.0, 80.0))).isEqualTo(2);
  }

  /** How many rounds there were of things that are as fast as these say, round by round. */
  @SafeVarargs
  private static int roundsOf(int atMost, List<Double>... things) throws Exception {
    var rates = new ArrayList<Iterator<Double>>();
    for (var thing : things) {
      rates.add(thing.iterator());
    }
    var told = new ArrayList<String>();
    WarmUp.run(
        atMost,
        () -> {
          var perSecond = new HashMap<String, Double>();
          for (int each = 0; each < rates.size(); each++) {
            perSecond.put("thing " + each, rates.get(each).next());
          }
          return Map.copyOf(perSecond);
        },
        told::add);
    return told.size();
  }
}
