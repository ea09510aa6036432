using Microsoft.EntityFrameworkCore;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Search;

namespace Ting.Server.Features.People;

internal static class PersonWords
{
    public const string Kind = "person";

    /// <summary>Makes the person findable by what is known now.</summary>
    public static async Task RewriteAsync(AppDb db, Person person, CancellationToken cancel)
    {
        string?[] words = person.ErasedAt is not null || person.MergedIntoId is not null
            ? []
            : [person.Name, person.Company, .. person.Identities.Select(identity => identity.Value)];
        var document = await db.SearchDocuments.FirstOrDefaultAsync(it => it.Source == person.Id && it.Kind == Kind, cancel);
        if (document is not null)
            document.Rewrite(words);
        else if (words.Any(word => !string.IsNullOrEmpty(word)))
            db.AddNumbered(new SearchDocument(Kind, person.Id, person.Id, words));
    }
}
