using Microsoft.EntityFrameworkCore;
using Ting.Listening.Text;
using Ting.Server.Platform.Data;

namespace Ting.Server.Platform.Search;

public sealed record SearchHit(long Id, string Kind, Guid Owner, Guid Source);

/// <summary>
/// Finds the newest documents that hold every word of a query. The index is read from its newest end and only as far as needed,
/// so that the cost does not grow with the number of matches; ranking among them is the caller's.
/// </summary>
public sealed class SearchIndex(DataSource source)
{
    /// <param name="before">Only documents older than this number; null for the newest.</param>
    public async Task<IReadOnlyList<SearchHit>> FindAsync(AppDb db, string kind, string query, int most, long? before, CancellationToken cancel)
    {
        var terms = SearchTerms.ForQuery(query);
        if (terms.Count == 0)
            return [];

        var prefix = SearchDocument.PrefixOf(kind);
        string[] all = [.. terms.Select(term => prefix + term)];
        var older = before ?? long.MaxValue;
        // PostgreSQL would rather walk the documents from the newest and read the words of each, which for a word that is nowhere means all of them:
        // an order that no index has makes it ask the index of words.
        var hits = source.IsPostgres
            ? db.Database.SqlQueryRaw<SearchHit>(
                """
                SELECT d."Id", d."Kind", d."Owner", d."Source" FROM search_documents d
                WHERE array_to_tsvector(string_to_array(d."Terms", ' ')) @@ CAST({0} AS tsquery) AND d."Id" + 0 < {1}
                ORDER BY d."Id" + 0 DESC LIMIT {2}
                """, string.Join(" & ", all.Select(term => $"'{term}'")), older, most)
            : db.Database.SqlQueryRaw<SearchHit>(
                """
                SELECT d."Id", d."Kind", d."Owner", d."Source" FROM search_terms t JOIN search_documents d ON d."Id" = t.rowid
                WHERE search_terms MATCH {0} AND t.rowid < {1}
                ORDER BY t.rowid DESC LIMIT {2}
                """, string.Join(" AND ", all.Select(term => $"\"{term}\"")), older, most);

        return await hits.ToListAsync(cancel);
    }
}
