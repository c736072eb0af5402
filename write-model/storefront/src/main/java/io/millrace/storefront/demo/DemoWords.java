package io.millrace.storefront.demo;

import java.util.List;
import java.util.Locale;

/** The words that names and texts are made of. */
final class DemoWords {

  /** A department and what is sold in it. */
  record Department(String name, List<String> things) {}

  static final List<Department> DEPARTMENTS =
      List.of(
          new Department(
              "Kitchen",
              List.of("Kettle", "Serving Board", "Mixing Bowl", "Teapot", "Cake Stand", "Jug")),
          new Department(
              "Lighting",
              List.of("Desk Lamp", "Lantern", "Candle Holder", "Table Lamp", "String Lights")),
          new Department(
              "Garden", List.of("Planter", "Watering Can", "Bird Feeder", "Trowel", "Bench")),
          new Department(
              "Bedroom", List.of("Throw", "Cushion", "Bedside Table", "Quilt", "Alarm Clock")),
          new Department(
              "Bathroom",
              List.of("Soap Dish", "Towel Rail", "Mirror", "Bath Mat", "Laundry Basket")),
          new Department(
              "Study", List.of("Notebook", "Pen Pot", "Letter Rack", "Bookend", "Paper Tray")),
          new Department(
              "Toys", List.of("Spinning Top", "Puzzle", "Building Blocks", "Kite", "Doll House")),
          new Department(
              "Parties", List.of("Bunting", "Gift Box", "Paper Plates", "Balloon Set", "Garland")));

  static final List<String> MATERIALS =
      List.of(
          "Walnut",
          "Oak",
          "Copper",
          "Enamel",
          "Linen",
          "Ceramic",
          "Glass",
          "Bamboo",
          "Wicker",
          "Cast Iron",
          "Felt",
          "Stoneware",
          "Brass",
          "Cotton",
          "Slate",
          "Beech");

  static final List<String> STYLES =
      List.of(
          "Vintage",
          "Nordic",
          "Retro",
          "Rustic",
          "Striped",
          "Spotty",
          "Floral",
          "Plain",
          "Hammered",
          "Woven",
          "Folding",
          "Stacking",
          "Pocket",
          "Farmhouse",
          "Botanical");

  static final List<String> SIZES = List.of("Small", "Medium", "Large", "Extra Large", "Giant");

  static final List<String> COLOURS = List.of("Cream", "Sage", "Navy", "Coral", "Slate");

  static final List<String> FIRST_NAMES =
      List.of(
          "Anna",
          "Ben",
          "Chiara",
          "David",
          "Elif",
          "Farid",
          "Greta",
          "Henry",
          "Ines",
          "Jonas",
          "Katarzyna",
          "Liam",
          "Mei",
          "Noah",
          "Olivia",
          "Priya",
          "Quentin",
          "Rosa",
          "Samuel",
          "Tove",
          "Uma",
          "Victor",
          "Wanda",
          "Yusuf",
          "Zoë");

  static final List<String> LAST_NAMES =
      List.of(
          "Adler",
          "Becker",
          "Costa",
          "Dubois",
          "Evans",
          "Fischer",
          "García",
          "Hughes",
          "Ivanova",
          "Jansen",
          "Kowalski",
          "Lindqvist",
          "Martin",
          "Novák",
          "O'Brien",
          "Patel",
          "Quinn",
          "Rossi",
          "Schmidt",
          "Taylor",
          "Ueda",
          "Vermeer",
          "Walker",
          "Yilmaz",
          "Zhang");

  static final List<String> COUNTRIES =
      List.of(
          "United Kingdom",
          "Germany",
          "France",
          "Ireland",
          "Spain",
          "Netherlands",
          "Belgium",
          "Sweden",
          "Portugal",
          "Italy",
          "Poland",
          "Austria");

  static final List<String> USES =
      List.of(
          "It looks at home in any room and lasts for years.",
          "A present that is used every day.",
          "Packs flat and needs no tools.",
          "Each piece is finished by hand, so that no two are quite alike.",
          "Wipe it with a damp cloth; it does not mind.",
          "Goes well with the rest of the range.");

  private static final List<String> GOOD =
      List.of(
          "Exactly as pictured, and it feels solid.",
          "Bought one for myself and then three as presents.",
          "Well made and quickly delivered.",
          "We use it every day.");

  private static final List<String> FAIR =
      List.of(
          "Does what it should; the colour is a little darker than shown.",
          "Nice, though smaller than I thought.",
          "Good for the price.");

  private static final List<String> POOR =
      List.of(
          "Arrived with a scratch and the box was dented.",
          "It broke after two weeks.",
          "Not what the picture promises.");

  private DemoWords() {}

  /** What a customer with this rating says. */
  static List<String> opinions(int rating) {
    return rating >= 4 ? GOOD : rating == 3 ? FAIR : POOR;
  }

  /** A headline of a review with this rating. */
  static String headline(int rating) {
    return switch (rating) {
      case 5 -> "Love it";
      case 4 -> "Very good";
      case 3 -> "All right";
      case 2 -> "Disappointing";
      default -> "Would not buy again";
    };
  }

  /** A name of these lists as part of a slug. */
  static String slug(String name) {
    return name.toLowerCase(Locale.ROOT).replace(' ', '-');
  }
}
