package io.millrace.storefront.schema;

import static org.assertj.core.api.Assertions.assertThat;

import graphql.language.FieldDefinition;
import graphql.language.ObjectTypeDefinition;
import io.millrace.schema.catalog.Catalog;
import io.millrace.schema.catalog.CatalogLoader;
import io.millrace.schema.catalog.DomainSources;
import io.millrace.schema.catalog.RootField;
import org.junit.jupiter.api.Test;

class StorefrontSchemaTest {

  private static final Catalog CATALOG =
      new CatalogLoader()
          .load(DomainSources.fromClasspath(StorefrontSchemaTest.class.getClassLoader()));

  @Test
  void hasAReadModelForEverythingThatIsRead() {
    assertThat(CATALOG.readModels())
        .containsOnlyKeys("Category", "Customer", "Order", "Product", "Review", "Reviewer");
    assertThat(CATALOG.queries())
        .extracting(RootField::name)
        .containsExactlyInAnyOrder(
            "node",
            "nodes",
            "category",
            "categories",
            "product",
            "productsByIds",
            "products",
            "me",
            "customer",
            "customers",
            "order",
            "orders",
            "reviews");
  }

  @Test
  void bindsEveryMutationToACommand() {
    assertThat(CATALOG.mutations())
        .allMatch(RootField.Command.class::isInstance)
        .extracting(RootField::name)
        .containsExactlyInAnyOrder(
            "categoryCreate",
            "categoryRename",
            "categoryMove",
            "categoryDelete",
            "productCreate",
            "productUpdate",
            "productRename",
            "productArchive",
            "productRestore",
            "variantAdd",
            "variantPriceChange",
            "variantStockAdjust",
            "variantRemove",
            "customerRegister",
            "customerUpdate",
            "orderPlace",
            "orderPay",
            "orderShip",
            "orderCancel",
            "reviewWrite",
            "reviewEdit",
            "reviewDelete");
  }

  @Test
  void publishesNoHeadAndNoIdOfAnother() {
    assertThat(CATALOG.published().getTypes(ObjectTypeDefinition.class))
        .flatExtracting(ObjectTypeDefinition::getFieldDefinitions)
        .extracting(FieldDefinition::getName)
        .doesNotContain("productsHead", "ordersHead", "customerId", "authorId", "listedInId");
  }
}
