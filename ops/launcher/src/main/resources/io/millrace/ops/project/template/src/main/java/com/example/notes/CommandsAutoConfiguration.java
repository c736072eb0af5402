package com.example.notes;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.r2dbc.autoconfigure.R2dbcAutoConfiguration;
import org.springframework.context.annotation.Import;
import org.springframework.r2dbc.core.DatabaseClient;

/** Brings the commands into the platform's applications: every class with handlers is listed. */
@AutoConfiguration(after = R2dbcAutoConfiguration.class)
@ConditionalOnBean(DatabaseClient.class)
@Import({NoteCommands.class})
public class CommandsAutoConfiguration {}
