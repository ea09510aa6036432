using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Ting.Server.Platform.Data.Migrations;

[DbContext(typeof(AppDb))]
[Migration("0001_Initial")]
public sealed partial class M0001_Initial : Migration
{
    private bool IsPostgres => ActiveProvider.Contains("Npgsql", StringComparison.Ordinal);

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        CreateTables(migrationBuilder);
        CreateIndexes(migrationBuilder);
        foreach (var counter in (string[])["events", "conversation", "search"])
            migrationBuilder.Sql($"""INSERT INTO counters ("Name", "Value") VALUES ('{counter}', 0)""");

        if (IsPostgres)
            migrationBuilder.Sql("""CREATE INDEX "IX_search_documents_Terms" ON search_documents USING gin (array_to_tsvector(string_to_array("Terms", ' ')))""");
        else
            CreateFullText(migrationBuilder);
    }

    // The table keeps the words; the index points into it and stores nothing twice. Whether a term occurs is all we ask, so positions are left out.
    private static void CreateFullText(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql("""
            CREATE VIRTUAL TABLE search_terms USING fts5("Terms", content='search_documents', content_rowid='Id', tokenize='unicode61 remove_diacritics 0', detail=none, columnsize=0)
            """);
        migrationBuilder.Sql("""
            CREATE TRIGGER search_documents_added AFTER INSERT ON search_documents BEGIN
              INSERT INTO search_terms(rowid, "Terms") VALUES (new."Id", new."Terms");
            END
            """);
        migrationBuilder.Sql("""
            CREATE TRIGGER search_documents_removed AFTER DELETE ON search_documents BEGIN
              INSERT INTO search_terms(search_terms, rowid, "Terms") VALUES ('delete', old."Id", old."Terms");
            END
            """);
        migrationBuilder.Sql("""
            CREATE TRIGGER search_documents_changed AFTER UPDATE ON search_documents BEGIN
              INSERT INTO search_terms(search_terms, rowid, "Terms") VALUES ('delete', old."Id", old."Terms");
              INSERT INTO search_terms(rowid, "Terms") VALUES (new."Id", new."Terms");
            END
            """);
    }

    private static void CreateIndexes(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateIndex("IX_agent_claims_UserId", "agent_claims", "UserId");
        migrationBuilder.CreateIndex("IX_agent_logins_UserId", "agent_logins", "UserId");
        migrationBuilder.CreateIndex("IX_agent_passkeys_UserId", "agent_passkeys", "UserId");
        migrationBuilder.CreateIndex("IX_agents_NormalizedEmail", "agents", "NormalizedEmail");
        migrationBuilder.CreateIndex("IX_agents_NormalizedUserName", "agents", "NormalizedUserName", unique: true);
        migrationBuilder.CreateIndex("IX_api_keys_Hash", "api_keys", "Hash", unique: true);
        migrationBuilder.CreateIndex("IX_attachments_ConversationId", "attachments", "ConversationId");
        migrationBuilder.CreateIndex("IX_attachments_MessageId", "attachments", "MessageId");
        migrationBuilder.CreateIndex("IX_chat_sessions_ConversationId", "chat_sessions", "ConversationId");
        migrationBuilder.CreateIndex("IX_chat_sessions_PersonId", "chat_sessions", "PersonId");
        migrationBuilder.CreateIndex("IX_chat_sessions_TokenHash", "chat_sessions", "TokenHash", unique: true);
        migrationBuilder.CreateIndex("IX_coach_records_At", "coach_records", "At");
        migrationBuilder.CreateIndex("IX_coach_records_MessageId", "coach_records", "MessageId");
        migrationBuilder.CreateIndex("IX_conversation_labels_LabelId_ConversationId", "conversation_labels", ["LabelId", "ConversationId"]);
        migrationBuilder.CreateIndex("IX_conversations_AssigneeId_Status_ReplyDueAt", "conversations", ["AssigneeId", "Status", "ReplyDueAt"]);
        migrationBuilder.CreateIndex("IX_conversations_CreatedAt", "conversations", "CreatedAt");
        migrationBuilder.CreateIndex("IX_conversations_InboxId_LastMessageAt", "conversations", ["InboxId", "LastMessageAt"]);
        migrationBuilder.CreateIndex("IX_conversations_LastMessageAt", "conversations", "LastMessageAt");
        migrationBuilder.CreateIndex("IX_conversations_Number", "conversations", "Number", unique: true);
        migrationBuilder.CreateIndex("IX_conversations_PersonId_LastMessageAt", "conversations", ["PersonId", "LastMessageAt"]);
        migrationBuilder.CreateIndex("IX_conversations_ResolvedAt", "conversations", "ResolvedAt");
        migrationBuilder.CreateIndex("IX_conversations_SnoozedUntil", "conversations", "SnoozedUntil");
        migrationBuilder.CreateIndex("IX_conversations_Status_LastMessageAt", "conversations", ["Status", "LastMessageAt"]);
        migrationBuilder.CreateIndex("IX_conversations_Status_ReplyDueAt", "conversations", ["Status", "ReplyDueAt"]);
        migrationBuilder.CreateIndex("IX_conversations_TeamId_Status_ReplyDueAt", "conversations", ["TeamId", "Status", "ReplyDueAt"]);
        migrationBuilder.CreateIndex("IX_events_Stream_Sequence", "events", ["Stream", "Sequence"], unique: true);
        migrationBuilder.CreateIndex("IX_facts_PersonId_Status", "facts", ["PersonId", "Status"]);
        migrationBuilder.CreateIndex("IX_identities_Kind_Value", "identities", ["Kind", "Value"], unique: true);
        migrationBuilder.CreateIndex("IX_identities_PersonId", "identities", "PersonId");
        migrationBuilder.CreateIndex("IX_important_dates_PersonId", "important_dates", "PersonId");
        migrationBuilder.CreateIndex("IX_inboxes_Key", "inboxes", "Key", unique: true);
        migrationBuilder.CreateIndex("IX_jobs_GivenUpAt_DueAt", "jobs", ["GivenUpAt", "DueAt"]);
        migrationBuilder.CreateIndex("IX_labels_Name", "labels", "Name", unique: true);
        migrationBuilder.CreateIndex("IX_macros_OwnerId", "macros", "OwnerId");
        migrationBuilder.CreateIndex("IX_messages_ConversationId_At", "messages", ["ConversationId", "At"]);
        migrationBuilder.CreateIndex("IX_messages_InboxId_ExternalId", "messages", ["InboxId", "ExternalId"], unique: true);
        migrationBuilder.CreateIndex("IX_people_UpdatedAt_Id", "people", ["UpdatedAt", "Id"]);
        migrationBuilder.CreateIndex("IX_readings_ConversationId_At", "readings", ["ConversationId", "At"]);
        migrationBuilder.CreateIndex("IX_remembered_answers_CreatedAt", "remembered_answers", "CreatedAt");
        migrationBuilder.CreateIndex("IX_satisfaction_ratings_AnsweredAt", "satisfaction_ratings", "AnsweredAt");
        migrationBuilder.CreateIndex("IX_satisfaction_ratings_AskedAt", "satisfaction_ratings", "AskedAt");
        migrationBuilder.CreateIndex("IX_search_documents_Source", "search_documents", "Source");
        migrationBuilder.CreateIndex("IX_teams_Name", "teams", "Name", unique: true);
    }
}
