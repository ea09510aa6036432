using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Ting.Server.Platform.Data.Migrations;

/// <summary>People are taken in from files, and belong to organisations; facts are cared for; orders say what customers bring.</summary>
[DbContext(typeof(AppDb))]
[Migration("0016_PeopleAndValue")]
public sealed class M0016_PeopleAndValue : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        AddImports(migrationBuilder);
        AddOrganisations(migrationBuilder);
        AddFactCare(migrationBuilder);
        AddOrders(migrationBuilder);
    }

    private static void AddOrders(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable("orders", columns: table => new
        {
            Id = table.Column<Guid>(),
            PersonId = table.Column<Guid>(),
            ExternalId = table.Column<string>(maxLength: 80),
            Amount = table.Column<long>(),
            Currency = table.Column<string>(maxLength: 3),
            PlacedAt = table.Column<DateTime>(),
            Items = table.Column<string>(),
            RecordedAt = table.Column<DateTime>(),
        }, constraints: table =>
        {
            table.PrimaryKey("PK_orders", row => row.Id);
        });
        migrationBuilder.CreateIndex("IX_orders_ExternalId", "orders", "ExternalId", unique: true);
        migrationBuilder.CreateIndex("IX_orders_PersonId_PlacedAt_Id", "orders", ["PersonId", "PlacedAt", "Id"]);
        migrationBuilder.CreateIndex("IX_orders_PlacedAt_Id", "orders", ["PlacedAt", "Id"]);

        migrationBuilder.CreateTable("customer_values", columns: table => new
        {
            PersonId = table.Column<Guid>(),
            Revenue = table.Column<long>(),
            Orders = table.Column<int>(),
            Replies = table.Column<int>(),
            Cost = table.Column<long>(),
            Profit = table.Column<long>(),
            FirstAt = table.Column<DateTime>(),
            LastAt = table.Column<DateTime>(),
            Recency = table.Column<int>(),
            Frequency = table.Column<int>(),
            Monetary = table.Column<int>(),
            Segment = table.Column<string>(maxLength: 12),
            Alive = table.Column<double>(nullable: true),
            ProposedTier = table.Column<string>(maxLength: 20, nullable: true),
            IsProposed = table.Column<bool>(),
        }, constraints: table =>
        {
            table.PrimaryKey("PK_customer_values", row => row.PersonId);
        });
        migrationBuilder.CreateIndex("IX_customer_values_Profit_PersonId", "customer_values", ["Profit", "PersonId"]);
        migrationBuilder.CreateIndex("IX_customer_values_Segment_Profit_PersonId", "customer_values", ["Segment", "Profit", "PersonId"]);
        migrationBuilder.CreateIndex("IX_customer_values_IsProposed_Profit_PersonId", "customer_values", ["IsProposed", "Profit", "PersonId"]);

        migrationBuilder.CreateTable("value_settings", columns: table => new
        {
            Id = table.Column<int>(),
            Currency = table.Column<string>(maxLength: 3),
            Months = table.Column<int>(),
            HourlyCost = table.Column<long>(),
            MinutesAReply = table.Column<int>(),
            MarginPercent = table.Column<int>(),
            Tiers = table.Column<string>(),
            AppliesTiers = table.Column<bool>(),
            Summary = table.Column<string>(nullable: true),
            CountedAt = table.Column<DateTime>(nullable: true),
            Version = table.Column<int>(),
        }, constraints: table =>
        {
            table.PrimaryKey("PK_value_settings", row => row.Id);
        });
    }

    // What was known before counts as old a year after it was written down.
    private void AddFactCare(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<DateTime>("ConfirmedAt", "facts", nullable: true);
        migrationBuilder.AddColumn<DateTime>("ReviewAt", "facts", nullable: false, defaultValue: DateTime.UnixEpoch);
        migrationBuilder.AddColumn<int>("ShownCount", "facts", nullable: false, defaultValue: 0);
        migrationBuilder.AddColumn<DateTime>("ShownAt", "facts", nullable: true);
        migrationBuilder.Sql(ActiveProvider.Contains("Npgsql", StringComparison.Ordinal)
            ? """UPDATE facts SET "ReviewAt" = "CreatedAt" + INTERVAL '12 months'"""
            : """UPDATE facts SET "ReviewAt" = strftime('%Y-%m-%d %H:%M:%f', "CreatedAt", '+12 months')""");
        migrationBuilder.CreateIndex("IX_facts_Status_ReviewAt_Id", "facts", ["Status", "ReviewAt", "Id"]);
        migrationBuilder.CreateIndex("IX_important_dates_Month_Day_PersonId", "important_dates", ["Month", "Day", "PersonId"]);
    }

    private static void AddOrganisations(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable("organisations", columns: table => new
        {
            Id = table.Column<Guid>(),
            Name = table.Column<string>(maxLength: 200),
            NameKey = table.Column<string>(maxLength: 400),
            Tier = table.Column<string>(maxLength: 20, nullable: true),
            CreatedAt = table.Column<DateTime>(),
            UpdatedAt = table.Column<DateTime>(),
            LastSequence = table.Column<int>(),
            Version = table.Column<int>(),
        }, constraints: table =>
        {
            table.PrimaryKey("PK_organisations", row => row.Id);
        });
        migrationBuilder.CreateIndex("IX_organisations_NameKey", "organisations", "NameKey", unique: true);
        migrationBuilder.CreateIndex("IX_organisations_UpdatedAt_Id", "organisations", ["UpdatedAt", "Id"]);

        migrationBuilder.CreateTable("organisation_domains", columns: table => new
        {
            Domain = table.Column<string>(maxLength: 253),
            OrganisationId = table.Column<Guid>(),
        }, constraints: table =>
        {
            table.PrimaryKey("PK_organisation_domains", row => row.Domain);
            table.ForeignKey("FK_organisation_domains_organisations_OrganisationId", row => row.OrganisationId, "organisations", "Id", onDelete: ReferentialAction.Cascade);
        });
        migrationBuilder.CreateIndex("IX_organisation_domains_OrganisationId", "organisation_domains", "OrganisationId");

        migrationBuilder.CreateTable("memberships", columns: table => new
        {
            OrganisationId = table.Column<Guid>(),
            PersonId = table.Column<Guid>(),
            Department = table.Column<string>(maxLength: 120, nullable: true),
            Position = table.Column<string>(maxLength: 120, nullable: true),
            IsKey = table.Column<bool>(),
            CreatedAt = table.Column<DateTime>(),
        }, constraints: table =>
        {
            table.PrimaryKey("PK_memberships", row => new { row.OrganisationId, row.PersonId });
        });
        migrationBuilder.CreateIndex("IX_memberships_PersonId", "memberships", "PersonId");

        migrationBuilder.CreateTable("organisation_facts", columns: table => new
        {
            Id = table.Column<Guid>(),
            OrganisationId = table.Column<Guid>(),
            Group = table.Column<string>(maxLength: 20),
            Value = table.Column<string>(maxLength: 500),
            Source = table.Column<string>(maxLength: 10),
            AgentId = table.Column<Guid>(nullable: true),
            CreatedAt = table.Column<DateTime>(),
        }, constraints: table =>
        {
            table.PrimaryKey("PK_organisation_facts", row => row.Id);
        });
        migrationBuilder.CreateIndex("IX_organisation_facts_OrganisationId", "organisation_facts", "OrganisationId");
    }

    private static void AddImports(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable("people_imports", columns: table => new
        {
            Id = table.Column<Guid>(),
            FileName = table.Column<string>(maxLength: 200),
            Hash = table.Column<string>(maxLength: 64),
            Encoding = table.Column<string>(maxLength: 20),
            Separator = table.Column<string>(maxLength: 1),
            Rows = table.Column<int>(),
            Mapping = table.Column<string>(),
            Replaces = table.Column<bool>(),
            State = table.Column<string>(maxLength: 10),
            Place = table.Column<int>(),
            New = table.Column<int>(),
            Known = table.Column<int>(),
            Changed = table.Column<int>(),
            Bad = table.Column<int>(),
            Differing = table.Column<int>(),
            Problem = table.Column<string>(maxLength: 60, nullable: true),
            Actor = table.Column<string>(maxLength: 60),
            CreatedAt = table.Column<DateTime>(),
            FinishedAt = table.Column<DateTime>(nullable: true),
            Version = table.Column<int>(),
        }, constraints: table =>
        {
            table.PrimaryKey("PK_people_imports", row => row.Id);
        });
        migrationBuilder.CreateIndex("IX_people_imports_Hash", "people_imports", "Hash");

        migrationBuilder.CreateTable("import_remarks", columns: table => new
        {
            ImportId = table.Column<Guid>(),
            Row = table.Column<int>(),
            IsBad = table.Column<bool>(),
            Faults = table.Column<string>(),
            Cells = table.Column<string>(),
        }, constraints: table =>
        {
            table.PrimaryKey("PK_import_remarks", row => new { row.ImportId, row.Row });
        });
    }
}
