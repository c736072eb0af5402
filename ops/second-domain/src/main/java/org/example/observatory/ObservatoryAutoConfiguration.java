package org.example.observatory;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.r2dbc.autoconfigure.R2dbcAutoConfiguration;
import org.springframework.context.annotation.Import;
import org.springframework.r2dbc.core.DatabaseClient;

/** Brings the observatory's commands into an application that has a database. */
@AutoConfiguration(after = R2dbcAutoConfiguration.class)
@ConditionalOnBean(DatabaseClient.class)
@Import(ObservationCommands.class)
public class ObservatoryAutoConfiguration {}
