using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

namespace Ting.Server.Platform.Data.Migrations;

public sealed partial class M0001_Initial
{
    private void CreateTables(MigrationBuilder migrationBuilder)
    {
        var json = IsPostgres ? "jsonb" : "TEXT";

        migrationBuilder.CreateTable("agents", columns: table => new
        {
            Id = table.Column<Guid>(),
            Name = table.Column<string>(maxLength: 120),
            Role = table.Column<string>(maxLength: 20),
            Language = table.Column<string>(maxLength: 10),
            TeamId = table.Column<Guid>(nullable: true),
            Active = table.Column<bool>(),
            CreatedAt = table.Column<DateTime>(),
            LastSeenAt = table.Column<DateTime>(nullable: true),
            UserName = table.Column<string>(maxLength: 256, nullable: true),
            NormalizedUserName = table.Column<string>(maxLength: 256, nullable: true),
            Email = table.Column<string>(maxLength: 256, nullable: true),
            NormalizedEmail = table.Column<string>(maxLength: 256, nullable: true),
            EmailConfirmed = table.Column<bool>(),
            PasswordHash = table.Column<string>(nullable: true),
            SecurityStamp = table.Column<string>(nullable: true),
            ConcurrencyStamp = table.Column<string>(nullable: true),
            PhoneNumber = table.Column<string>(maxLength: 40, nullable: true),
            PhoneNumberConfirmed = table.Column<bool>(),
            TwoFactorEnabled = table.Column<bool>(),
            LockoutEnd = table.Column<DateTime>(nullable: true),
            LockoutEnabled = table.Column<bool>(),
            AccessFailedCount = table.Column<int>(),
        }, constraints: table =>
        {
            table.PrimaryKey("PK_agents", row => row.Id);
        });

        migrationBuilder.CreateTable("api_keys", columns: table => new
        {
            Id = table.Column<Guid>(),
            Name = table.Column<string>(maxLength: 120),
            Hash = table.Column<string>(maxLength: 64),
            Beginning = table.Column<string>(maxLength: 12),
            Role = table.Column<string>(maxLength: 20),
            Scopes = table.Column<string>(maxLength: 400),
            CreatedAt = table.Column<DateTime>(),
            LastUsedAt = table.Column<DateTime>(nullable: true),
            RevokedAt = table.Column<DateTime>(nullable: true),
        }, constraints: table =>
        {
            table.PrimaryKey("PK_api_keys", row => row.Id);
        });

        migrationBuilder.CreateTable("attachments", columns: table => new
        {
            Id = table.Column<Guid>(),
            ConversationId = table.Column<Guid>(nullable: true),
            MessageId = table.Column<Guid>(nullable: true),
            Owner = table.Column<string>(maxLength: 60),
            Hash = table.Column<string>(maxLength: 64),
            Name = table.Column<string>(maxLength: 200),
            ContentType = table.Column<string>(maxLength: 100),
            Size = table.Column<long>(),
            CreatedAt = table.Column<DateTime>(),
        }, constraints: table =>
        {
            table.PrimaryKey("PK_attachments", row => row.Id);
        });

        migrationBuilder.CreateTable("chat_sessions", columns: table => new
        {
            Id = table.Column<Guid>(),
            InboxId = table.Column<Guid>(),
            TokenHash = table.Column<string>(maxLength: 64),
            PersonId = table.Column<Guid>(nullable: true),
            ConversationId = table.Column<Guid>(nullable: true),
            Language = table.Column<string>(maxLength: 10),
            ShowsMood = table.Column<bool>(),
            CreatedAt = table.Column<DateTime>(),
            LastSeenAt = table.Column<DateTime>(),
        }, constraints: table =>
        {
            table.PrimaryKey("PK_chat_sessions", row => row.Id);
        });

        migrationBuilder.CreateTable("coach_records", columns: table => new
        {
            Id = table.Column<Guid>(),
            ConversationId = table.Column<Guid>(),
            MessageId = table.Column<Guid>(),
            AgentId = table.Column<Guid>(),
            Rule = table.Column<string>(maxLength: 60),
            Category = table.Column<string>(maxLength: 40),
            Severity = table.Column<string>(maxLength: 10),
            Text = table.Column<string>(maxLength: 500),
            Outcome = table.Column<string>(maxLength: 12),
            Reason = table.Column<string>(maxLength: 500, nullable: true),
            At = table.Column<DateTime>(),
        }, constraints: table =>
        {
            table.PrimaryKey("PK_coach_records", row => row.Id);
        });

        migrationBuilder.CreateTable("conversation_labels", columns: table => new
        {
            LabelId = table.Column<Guid>(),
            ConversationId = table.Column<Guid>(),
        }, constraints: table =>
        {
            table.PrimaryKey("PK_conversation_labels", row => new { row.ConversationId, row.LabelId });
        });

        migrationBuilder.CreateTable("conversations", columns: table => new
        {
            Id = table.Column<Guid>(),
            Number = table.Column<long>(),
            InboxId = table.Column<Guid>(),
            PersonId = table.Column<Guid>(),
            Subject = table.Column<string>(maxLength: 300, nullable: true),
            Language = table.Column<string>(maxLength: 10, nullable: true),
            Status = table.Column<string>(maxLength: 10),
            Priority = table.Column<string>(maxLength: 10),
            AssigneeId = table.Column<Guid>(nullable: true),
            TeamId = table.Column<Guid>(nullable: true),
            CreatedAt = table.Column<DateTime>(),
            LastMessageAt = table.Column<DateTime>(),
            Preview = table.Column<string>(maxLength: 140),
            PreviewKind = table.Column<string>(maxLength: 10),
            WaitingSince = table.Column<DateTime>(nullable: true),
            ReplyDueAt = table.Column<DateTime>(nullable: true),
            FirstReplyAt = table.Column<DateTime>(nullable: true),
            ResolvedAt = table.Column<DateTime>(nullable: true),
            SnoozedUntil = table.Column<DateTime>(nullable: true),
            Unread = table.Column<int>(),
            MessageCount = table.Column<int>(),
            Emotion = table.Column<string>(maxLength: 20, nullable: true),
            EmotionTrail = table.Column<string>(maxLength: 60),
            FirstLevel = table.Column<int>(nullable: true),
            LastLevel = table.Column<int>(nullable: true),
            WorstLevel = table.Column<int>(nullable: true),
            Urgent = table.Column<bool>(),
            Escalated = table.Column<bool>(),
            LastSequence = table.Column<int>(),
            Version = table.Column<int>(),
        }, constraints: table =>
        {
            table.PrimaryKey("PK_conversations", row => row.Id);
        });

        migrationBuilder.CreateTable("counters", columns: table => new
        {
            Name = table.Column<string>(maxLength: 40),
            Value = table.Column<long>(),
        }, constraints: table =>
        {
            table.PrimaryKey("PK_counters", row => row.Name);
        });

        migrationBuilder.CreateTable("drafts", columns: table => new
        {
            AgentId = table.Column<Guid>(),
            ConversationId = table.Column<Guid>(),
            Text = table.Column<string>(),
            IsNote = table.Column<bool>(),
            UpdatedAt = table.Column<DateTime>(),
        }, constraints: table =>
        {
            table.PrimaryKey("PK_drafts", row => new { row.AgentId, row.ConversationId });
        });

        migrationBuilder.CreateTable("events", columns: table => new
        {
            Position = table.Column<long>(),
            StreamKind = table.Column<string>(maxLength: 20),
            Stream = table.Column<Guid>(),
            Sequence = table.Column<int>(),
            Type = table.Column<string>(maxLength: 60),
            At = table.Column<DateTime>(),
            Actor = table.Column<string>(maxLength: 60),
            Data = table.Column<string>(),
        }, constraints: table =>
        {
            table.PrimaryKey("PK_events", row => row.Position);
        });

        migrationBuilder.CreateTable("facts", columns: table => new
        {
            Id = table.Column<Guid>(),
            PersonId = table.Column<Guid>(),
            Attribute = table.Column<string>(maxLength: 60),
            Value = table.Column<string>(maxLength: 500),
            Source = table.Column<string>(maxLength: 10),
            Quote = table.Column<string>(maxLength: 500, nullable: true),
            MessageId = table.Column<Guid>(nullable: true),
            Confidence = table.Column<double>(),
            Status = table.Column<string>(maxLength: 10),
            Purpose = table.Column<string>(maxLength: 60),
            ExpiresAt = table.Column<DateTime>(nullable: true),
            CreatedAt = table.Column<DateTime>(),
            DecidedBy = table.Column<Guid>(nullable: true),
        }, constraints: table =>
        {
            table.PrimaryKey("PK_facts", row => row.Id);
        });

        migrationBuilder.CreateTable("important_dates", columns: table => new
        {
            Id = table.Column<Guid>(),
            PersonId = table.Column<Guid>(),
            Kind = table.Column<string>(maxLength: 20),
            Label = table.Column<string>(maxLength: 120),
            Year = table.Column<int>(nullable: true),
            Month = table.Column<int>(),
            Day = table.Column<int>(),
        }, constraints: table =>
        {
            table.PrimaryKey("PK_important_dates", row => row.Id);
        });

        migrationBuilder.CreateTable("inboxes", columns: table => new
        {
            Id = table.Column<Guid>(),
            Key = table.Column<string>(maxLength: 40),
            Name = table.Column<string>(maxLength: 120),
            Kind = table.Column<string>(maxLength: 20),
            Language = table.Column<string>(maxLength: 10),
            Colour = table.Column<string>(maxLength: 7, nullable: true),
            Origins = table.Column<string>(),
            SigningSecret = table.Column<string>(maxLength: 120, nullable: true),
            Topics = table.Column<string>(),
            AsksSatisfaction = table.Column<bool>(),
            TeamId = table.Column<Guid>(nullable: true),
            CreatedAt = table.Column<DateTime>(),
            Version = table.Column<int>(),
        }, constraints: table =>
        {
            table.PrimaryKey("PK_inboxes", row => row.Id);
        });

        migrationBuilder.CreateTable("jobs", columns: table => new
        {
            Id = table.Column<Guid>(),
            Name = table.Column<string>(maxLength: 80),
            Payload = table.Column<string>(),
            DueAt = table.Column<DateTime>(),
            Attempts = table.Column<int>(),
            LastError = table.Column<string>(nullable: true),
            GivenUpAt = table.Column<DateTime>(nullable: true),
        }, constraints: table =>
        {
            table.PrimaryKey("PK_jobs", row => row.Id);
        });

        migrationBuilder.CreateTable("labels", columns: table => new
        {
            Id = table.Column<Guid>(),
            Name = table.Column<string>(maxLength: 60),
            Colour = table.Column<string>(maxLength: 20, nullable: true),
        }, constraints: table =>
        {
            table.PrimaryKey("PK_labels", row => row.Id);
        });

        migrationBuilder.CreateTable("macros", columns: table => new
        {
            Id = table.Column<Guid>(),
            Name = table.Column<string>(maxLength: 120),
            Text = table.Column<string>(),
            Language = table.Column<string>(maxLength: 10),
            Scope = table.Column<string>(maxLength: 10),
            OwnerId = table.Column<Guid>(nullable: true),
            TeamId = table.Column<Guid>(nullable: true),
            Resolves = table.Column<bool>(),
        }, constraints: table =>
        {
            table.PrimaryKey("PK_macros", row => row.Id);
        });

        migrationBuilder.CreateTable("messages", columns: table => new
        {
            Id = table.Column<Guid>(),
            ConversationId = table.Column<Guid>(),
            InboxId = table.Column<Guid>(),
            Kind = table.Column<string>(maxLength: 10),
            AuthorId = table.Column<Guid>(nullable: true),
            Text = table.Column<string>(),
            Html = table.Column<string>(nullable: true),
            At = table.Column<DateTime>(),
            ExternalId = table.Column<string>(maxLength: 200, nullable: true),
            Delivery = table.Column<string>(maxLength: 10),
            DeliveryProblem = table.Column<string>(maxLength: 200, nullable: true),
        }, constraints: table =>
        {
            table.PrimaryKey("PK_messages", row => row.Id);
        });

        migrationBuilder.CreateTable("people", columns: table => new
        {
            Id = table.Column<Guid>(),
            Name = table.Column<string>(maxLength: 200),
            Language = table.Column<string>(maxLength: 10, nullable: true),
            Company = table.Column<string>(maxLength: 200, nullable: true),
            Tier = table.Column<string>(maxLength: 20, nullable: true),
            CreatedAt = table.Column<DateTime>(),
            UpdatedAt = table.Column<DateTime>(),
            ErasedAt = table.Column<DateTime>(nullable: true),
            LastSequence = table.Column<int>(),
            Version = table.Column<int>(),
        }, constraints: table =>
        {
            table.PrimaryKey("PK_people", row => row.Id);
        });

        migrationBuilder.CreateTable("protection_keys", columns: table => new
        {
            Name = table.Column<string>(maxLength: 200),
            Xml = table.Column<string>(),
        }, constraints: table =>
        {
            table.PrimaryKey("PK_protection_keys", row => row.Name);
        });

        migrationBuilder.CreateTable("readings", columns: table => new
        {
            MessageId = table.Column<Guid>(),
            ConversationId = table.Column<Guid>(),
            At = table.Column<DateTime>(),
            Emotion = table.Column<string>(maxLength: 20),
            Level = table.Column<int>(),
            SentimentScore = table.Column<double>(),
            ModelVersion = table.Column<string>(maxLength: 40),
            Json = table.Column<string>(),
            CorrectedEmotion = table.Column<string>(maxLength: 20, nullable: true),
            CorrectedBy = table.Column<Guid>(nullable: true),
        }, constraints: table =>
        {
            table.PrimaryKey("PK_readings", row => row.MessageId);
        });

        migrationBuilder.CreateTable("remembered_answers", columns: table => new
        {
            Key = table.Column<string>(maxLength: 300),
            RequestHash = table.Column<string>(maxLength: 64),
            Status = table.Column<int>(),
            Body = table.Column<string>(),
            Location = table.Column<string>(maxLength: 200, nullable: true),
            CreatedAt = table.Column<DateTime>(),
        }, constraints: table =>
        {
            table.PrimaryKey("PK_remembered_answers", row => row.Key);
        });

        migrationBuilder.CreateTable("satisfaction_ratings", columns: table => new
        {
            ConversationId = table.Column<Guid>(),
            Score = table.Column<int>(nullable: true),
            Reasons = table.Column<string>(maxLength: 200),
            Comment = table.Column<string>(maxLength: 2000, nullable: true),
            Predicted = table.Column<double>(),
            AskedAt = table.Column<DateTime>(),
            AnsweredAt = table.Column<DateTime>(nullable: true),
        }, constraints: table =>
        {
            table.PrimaryKey("PK_satisfaction_ratings", row => row.ConversationId);
        });

        migrationBuilder.CreateTable("search_documents", columns: table => new
        {
            Id = table.Column<long>(),
            Kind = table.Column<string>(maxLength: 20),
            Owner = table.Column<Guid>(),
            Source = table.Column<Guid>(),
            Terms = table.Column<string>(),
        }, constraints: table =>
        {
            table.PrimaryKey("PK_search_documents", row => row.Id);
        });

        migrationBuilder.CreateTable("teams", columns: table => new
        {
            Id = table.Column<Guid>(),
            Name = table.Column<string>(maxLength: 120),
        }, constraints: table =>
        {
            table.PrimaryKey("PK_teams", row => row.Id);
        });

        migrationBuilder.CreateTable("workspace", columns: table => new
        {
            Id = table.Column<int>(),
            Name = table.Column<string>(maxLength: 120),
            Language = table.Column<string>(maxLength: 10),
            IsDemo = table.Column<bool>(),
            SetUpAt = table.Column<DateTime>(),
        }, constraints: table =>
        {
            table.PrimaryKey("PK_workspace", row => row.Id);
        });

        migrationBuilder.CreateTable("agent_claims", columns: table => new
        {
            Id = table.Column<int>().Annotation("Sqlite:Autoincrement", true).Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
            UserId = table.Column<Guid>(),
            ClaimType = table.Column<string>(nullable: true),
            ClaimValue = table.Column<string>(nullable: true),
        }, constraints: table =>
        {
            table.PrimaryKey("PK_agent_claims", row => row.Id);
            table.ForeignKey("FK_agent_claims_agents_UserId", row => row.UserId, "agents", "Id", onDelete: ReferentialAction.Cascade);
        });

        migrationBuilder.CreateTable("agent_logins", columns: table => new
        {
            LoginProvider = table.Column<string>(maxLength: 128),
            ProviderKey = table.Column<string>(maxLength: 128),
            ProviderDisplayName = table.Column<string>(nullable: true),
            UserId = table.Column<Guid>(),
        }, constraints: table =>
        {
            table.PrimaryKey("PK_agent_logins", row => new { row.LoginProvider, row.ProviderKey });
            table.ForeignKey("FK_agent_logins_agents_UserId", row => row.UserId, "agents", "Id", onDelete: ReferentialAction.Cascade);
        });

        migrationBuilder.CreateTable("agent_passkeys", columns: table => new
        {
            CredentialId = table.Column<byte[]>(maxLength: 1024),
            UserId = table.Column<Guid>(),
            Data = table.Column<string>(type: json),
        }, constraints: table =>
        {
            table.PrimaryKey("PK_agent_passkeys", row => row.CredentialId);
            table.ForeignKey("FK_agent_passkeys_agents_UserId", row => row.UserId, "agents", "Id", onDelete: ReferentialAction.Cascade);
        });

        migrationBuilder.CreateTable("agent_tokens", columns: table => new
        {
            UserId = table.Column<Guid>(),
            LoginProvider = table.Column<string>(maxLength: 128),
            Name = table.Column<string>(maxLength: 128),
            Value = table.Column<string>(nullable: true),
        }, constraints: table =>
        {
            table.PrimaryKey("PK_agent_tokens", row => new { row.UserId, row.LoginProvider, row.Name });
            table.ForeignKey("FK_agent_tokens_agents_UserId", row => row.UserId, "agents", "Id", onDelete: ReferentialAction.Cascade);
        });

        migrationBuilder.CreateTable("identities", columns: table => new
        {
            Id = table.Column<Guid>(),
            PersonId = table.Column<Guid>(),
            Kind = table.Column<string>(maxLength: 20),
            Value = table.Column<string>(maxLength: 320),
            Verified = table.Column<bool>(),
            CreatedAt = table.Column<DateTime>(),
        }, constraints: table =>
        {
            table.PrimaryKey("PK_identities", row => row.Id);
            table.ForeignKey("FK_identities_people_PersonId", row => row.PersonId, "people", "Id", onDelete: ReferentialAction.Cascade);
        });
    }
}
