using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Ting.Server.Platform.Data.Migrations;

/// <summary>Every kind of document but messages gets terms of its own. A message's terms stay as they are, with one more that nobody asks for.</summary>
[DbContext(typeof(AppDb))]
[Migration("0005_TermsOfAKind")]
public sealed class M0005_TermsOfAKind : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) =>
        migrationBuilder.Sql(
            """
            UPDATE search_documents
            SET "Terms" = "Kind" || 'zz' || replace(replace("Terms", 'zz' || "Kind" || 'zz ', ''), ' ', ' ' || "Kind" || 'zz')
            WHERE "Kind" <> 'message'
            """);
}
