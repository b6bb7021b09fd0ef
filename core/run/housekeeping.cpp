// SPDX-License-Identifier: GPL-3.0-or-later
#include "housekeeping.h"

#include "statedocument.h"
#include "statefile.h"

#include <algorithm>

namespace
{

/// All sessions that the known state files name.
class NamedSessions
{
public:
    explicit NamedSessions(const ProjectRegistry &projects)
        : m_projects(projects)
    {
    }
    [[nodiscard]] bool contains(const QString &id)
    {
        if (!m_files) {
            m_files.emplace();
            for (const QString &file : m_projects.stateFiles()) {
                if (const Result<QByteArray> bytes = readStateFile(file))
                    m_files->push_back(StateDocument::parse(*bytes).sessions);
            }
        }
        return std::ranges::any_of(*m_files, [&id](const Sessions &file) { return file.contains(id); });
    }

private:
    const ProjectRegistry &m_projects;
    std::optional<std::vector<Sessions>> m_files; ///< read when first asked
};

} // namespace

void tidyPrivateFolders(const TicketBox &tickets, const PreviewBox &previews, const ProjectRegistry &projects)
{
    tickets.prune();
    NamedSessions named(projects);
    previews.prune([&](const QString &id) { return tickets.read(id) || named.contains(id); });
}
