using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Fields;
using Ting.Server.Features.Organisations;
using Ting.Server.Features.People;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Search;

namespace Ting.Server.Features.Importing;

/// <summary>Takes some rows in, or only says what would come of them: everybody they may be about is looked up at once, never one by one.</summary>
/// <param name="db">Everything is in it then, and nothing of it saved.</param>
/// <param name="import">Read, and not changed.</param>
/// <param name="made">Organisations of rows before these, whether they are saved already or not, by the key of their name; those of these rows are added.</param>
/// <param name="now">When it is done.</param>
internal sealed class ImportRows(AppDb db, PeopleImport import, Dictionary<string, Guid> made, DateTimeOffset now)
{
    private readonly Guid? _agentId = import.Actor.Split(':') is ["agent", var id] && Guid.TryParse(id, out var agentId) ? agentId : null;
    private readonly bool _isTrial = import.State is ImportState.Checking;
    private Dictionary<(string Kind, string Value), Guid> _owners = [];
    private Dictionary<Guid, Person> _people = [];
    private ILookup<Guid, Fact> _facts = Array.Empty<Fact>().ToLookup(it => it.PersonId);
    private ILookup<Guid, ImportantDate> _birthdays = Array.Empty<ImportantDate>().ToLookup(it => it.PersonId);
    private ILookup<(Guid PersonId, Guid FieldId), FieldValue> _fields = Array.Empty<FieldValue>().ToLookup(it => (it.PersonId, it.FieldId));
    private Dictionary<Guid, SearchDocument> _documents = [];
    private Dictionary<string, Guid> _organisations = [];
    private HashSet<(Guid, Guid)> _places = [];

    public ImportCounts Counts { get; } = new();

    /// <summary>Who of the rows' people was there before.</summary>
    public IReadOnlyCollection<Guid> Known => _people.Keys;

    public async Task TakeAsync(IReadOnlyList<PersonRow> rows, CancellationToken cancel)
    {
        if (rows.Count > 0)
            await LookUpAsync(rows.Where(row => row.Faults.Count == 0), cancel);
        foreach (var row in rows)
            Take(row);
    }

    private async Task LookUpAsync(IEnumerable<PersonRow> rows, CancellationToken cancel)
    {
        var good = rows.ToList();
        foreach (var kind in good.SelectMany(row => row.Identities).GroupBy(it => it.Kind, it => it.Value))
        {
            var (name, values) = (kind.Key, kind.ToArray());
            foreach (var known in await db.Identities.AsNoTracking().Where(it => it.Kind == name && values.Contains(it.Value)).Select(it => new { it.Value, it.PersonId }).ToListAsync(cancel))
                _owners[(name, known.Value)] = known.PersonId;
        }

        if (!_isTrial)
        {
            string[] keys = [.. good.Select(row => row.Organisation).OfType<string>().Select(Organisation.KeyOf).Distinct()];
            _organisations = await db.Organisations.Where(it => keys.Contains(it.NameKey)).Select(it => new { it.NameKey, it.Id }).ToDictionaryAsync(it => it.NameKey, it => it.Id, cancel);
            foreach (var key in keys)
            {
                if (made.TryGetValue(key, out var id))
                    _organisations[key] = id;
            }
        }

        Guid[] ids = [.. _owners.Values.Concat(good.Select(row => row.Id).OfType<Guid>()).Distinct()];
        if (ids.Length == 0)
            return;

        var people = db.People.Include(it => it.Identities).Where(it => ids.Contains(it.Id) && it.ErasedAt == null && it.MergedIntoId == null);
        _people = await (_isTrial ? people.AsNoTracking() : people).ToDictionaryAsync(it => it.Id, cancel);
        if (good.Any(row => row.Facts.Count > 0))
            _facts = (await db.Facts.AsNoTracking().Where(it => ids.Contains(it.PersonId)).ToListAsync(cancel)).ToLookup(it => it.PersonId);
        if (good.Any(row => row.Birthday is not null))
            _birthdays = (await db.ImportantDates.AsNoTracking().Where(it => ids.Contains(it.PersonId) && it.Kind == "birthday").ToListAsync(cancel)).ToLookup(it => it.PersonId);
        if (good.Any(row => row.Fields.Count > 0))
        {
            var values = db.FieldValues.Where(it => ids.Contains(it.PersonId)).OrderBy(it => it.Place);
            _fields = (await (_isTrial ? values.AsNoTracking() : values).ToListAsync(cancel)).ToLookup(it => (it.PersonId, it.FieldId));
        }

        if (_isTrial)
            return;

        _places = [.. (await db.Memberships.AsNoTracking().Where(it => ids.Contains(it.PersonId)).Select(it => new { it.OrganisationId, it.PersonId }).ToListAsync(cancel)).Select(it => (it.OrganisationId, it.PersonId))];
        _documents = (await db.SearchDocuments.Where(it => ids.Contains(it.Source) && it.Kind == PersonWords.Kind).ToListAsync(cancel)).DistinctBy(it => it.Source).ToDictionary(it => it.Source);
    }

    private void Take(PersonRow row)
    {
        if (row.Faults.Count > 0)
        {
            LeaveOut(row, row.Faults);
            return;
        }

        Guid[] owners = [.. row.Identities.Where(_owners.ContainsKey).Select(it => _owners[it]).Concat(row.Id is { } given && _people.ContainsKey(given) ? [given] : []).Distinct()];
        if (owners.Length > 1)
            LeaveOut(row, [new ImportFault("row.two_people")]);
        else if (owners is [var owner] && _people.TryGetValue(owner, out var person))
            TakeKnown(row, person);
        else if (row.Identities.Count == 0)
            LeaveOut(row, [new ImportFault("row.unknown_id", ImportTarget.Id)]);
        else
            TakeNew(row);
    }

    private void LeaveOut(PersonRow row, IReadOnlyList<ImportFault> faults)
    {
        Counts.Bad++;
        db.ImportRemarks.Add(new ImportRemark(import.Id, row.Number, isBad: true, faults, row.Cells));
    }

    private void TakeNew(PersonRow row)
    {
        Counts.New++;
        if (_isTrial)
            return;

        var person = new Person(row.Name, row.Language, now);
        person.Describe(null, row.Organisation, row.Tier, now);
        if (row.AccessLane is true)
            person.UseAccessLane(true, now);
        foreach (var (kind, value) in row.Identities)
            person.Add(kind, value, verified: false, now);
        db.People.Add(person);
        foreach (var (attribute, value) in row.Facts)
            NoteFact(person.Id, attribute, value, isAgreed: true);
        if (row.Birthday is { } day)
            AddBirthday(person.Id, day);
        foreach (var (field, values) in row.Fields)
            SavePersonFields.Change(db, person.Id, field.Id, [], values);
        Join(person.Id, row.Organisation);
        db.Append(person.Log("person.added", import.Actor, JsonSerializer.Serialize(new { importId = import.Id }), now));
        db.AddNumbered(new SearchDocument(PersonWords.Kind, person.Id, person.Id, [person.Name, person.Company, .. person.Identities.Select(it => it.Value)]));
    }

    private void TakeKnown(PersonRow row, Person person)
    {
        var differing = new List<ImportFault>();
        var fields = new List<string>();
        var name = Choose(ImportTarget.Name, row.Name, person.Name.Length == 0 ? null : person.Name, fields, differing);
        var language = Choose(ImportTarget.Language, row.Language, person.Language, fields, differing);
        var company = Choose(ImportTarget.Organisation, row.Organisation, person.Company, fields, differing);
        var tier = Choose(ImportTarget.Tier, row.Tier, person.Tier, fields, differing);
        var access = row.AccessLane is { } lane && lane != person.AccessLane ? Choose(ImportTarget.AccessLane, lane ? "✓" : "–", person.AccessLane ? "✓" : null, fields, differing) is "✓" : person.AccessLane;
        (string Kind, string Value)[] added = [.. row.Identities.Where(it => !_owners.ContainsKey(it))];
        fields.AddRange(added.Select(it => it.Kind).Distinct());
        (string Attribute, string Value)[] facts = [.. row.Facts.Where(it => !_facts[person.Id].Any(known => known.Attribute == it.Attribute && known.Value == it.Value))];
        fields.AddRange(facts.Select(it => ImportTarget.FactPrefix + it.Attribute).Distinct());
        var birthday = row.Birthday is { } day && !_birthdays[person.Id].Any(known => known.Month == day.Month && known.Day == day.Day && (day.Year is null || known.Year == day.Year)) ? row.Birthday : null;
        if (birthday is not null && _birthdays[person.Id].FirstOrDefault() is { } other)
        {
            // which of two birthdays is right only the person knows
            differing.Add(new ImportFault("row.kept", ImportTarget.Birthday, $"{other.Month}-{other.Day}"));
            birthday = null;
        }

        if (birthday is not null)
            fields.Add(ImportTarget.Birthday);
        var ownFields = row.Fields.Where(it => IsTaken(person.Id, it.Field, it.Values, fields, differing)).ToList();
        if (fields.Count == 0)
            Counts.Known++;
        else
            Counts.Changed++;
        if (differing.Count > 0)
        {
            Counts.Differing++;
            db.ImportRemarks.Add(new ImportRemark(import.Id, row.Number, isBad: false, differing, row.Cells));
        }

        if (_isTrial || fields.Count == 0)
            return;

        person.Restate(name ?? "", language, company, tier, now);
        if (access != person.AccessLane)
            person.UseAccessLane(access, now);
        foreach (var (kind, value) in added)
            db.Identities.Add(person.Add(kind, value, verified: false, now));
        foreach (var (attribute, value) in facts)
            NoteFact(person.Id, attribute, value, isAgreed: !_facts[person.Id].Any(known => known.Attribute == attribute));
        if (birthday is not null)
            AddBirthday(person.Id, birthday);
        foreach (var (field, values) in ownFields)
            SavePersonFields.Change(db, person.Id, field.Id, [.. _fields[(person.Id, field.Id)]], values);
        if (fields.Contains(ImportTarget.Organisation))
            Join(person.Id, row.Organisation);
        db.Append(person.Log("person.imported", import.Actor, JsonSerializer.Serialize(new { importId = import.Id, fields }), now));
        string?[] words = [person.Name, person.Company, .. person.Identities.Select(it => it.Value)];
        if (_documents.TryGetValue(person.Id, out var document))
            document.Rewrite(words);
        else
            db.AddNumbered(new SearchDocument(PersonWords.Kind, person.Id, person.Id, words));
    }

    // Nothing that is known is written over unless that was asked for, and either way the row says so.
    private string? Choose(string target, string? given, string? known, List<string> fields, List<ImportFault> differing)
    {
        if (given is null || given == known)
            return known;
        if (known is not null)
            differing.Add(new ImportFault(import.Replaces ? "row.replaced" : "row.kept", target, known));
        if (known is not null && !import.Replaces)
            return known;

        fields.Add(target);
        return given;
    }

    private bool IsTaken(Guid personId, FieldEntry field, IReadOnlyList<FieldContent> given, List<string> fields, List<ImportFault> differing)
    {
        FieldContent[] known = [.. _fields[(personId, field.Id)].Select(it => it.Content)];
        if (known.SequenceEqual(given))
            return false;

        var target = ImportTarget.FieldPrefix + field.Key;
        if (known.Length > 0)
            differing.Add(new ImportFault(import.Replaces ? "row.replaced" : "row.kept", target, FieldCells.Write(field, known, "en")));
        if (known.Length > 0 && !import.Replaces)
            return false;

        fields.Add(target);
        return true;
    }

    // Beside another fact of the same kind it waits for somebody to decide.
    private void NoteFact(Guid personId, string attribute, string value, bool isAgreed)
    {
        var fact = new Fact(personId, attribute, value, FactSource.Eye, quote: null, messageId: null, confidence: 1, FactStatus.Proposed, now);
        if (isAgreed)
            fact.Accept(_agentId);
        AddFact.Keep(db, fact, "service", expiresAt: null, now);
    }

    // A company that nobody has written down yet becomes an organisation.
    private void Join(Guid personId, string? name)
    {
        if (name is null)
            return;

        var key = Organisation.KeyOf(name);
        if (!_organisations.TryGetValue(key, out var id))
        {
            var organisation = new Organisation(name, now);
            made[key] = _organisations[key] = id = organisation.Id;
            db.Organisations.Add(organisation);
            db.Append(organisation.Log("organisation.added", import.Actor, JsonSerializer.Serialize(new { importId = import.Id }), now));
            db.AddNumbered(new SearchDocument(SaveOrganisation.SearchKind, id, id, name));
        }

        if (_places.Add((id, personId)))
            db.Memberships.Add(new Membership(id, personId, now));
    }

    private void AddBirthday(Guid personId, RowDate day) => db.ImportantDates.Add(new ImportantDate(personId, "birthday", "", day.Year, day.Month, day.Day, now));
}
