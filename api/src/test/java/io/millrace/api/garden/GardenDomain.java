package io.millrace.api.garden;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The domain's beans; the rest is the platform's auto-configuration. */
@Configuration(proxyBeanMethods = false)
@Import({GardenController.class, PlantCommands.class, DiaryCommands.class})
public class GardenDomain {}
